"""Settings of the tests: the same site, with cheap passwords and mail kept in memory."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("NAGARA_HOME", tempfile.mkdtemp(prefix="nagara-test-"))
os.environ.setdefault("NAGARA_SECRET_KEY", "a-key-of-the-tests-and-of-nothing-else")

from nagara_web.settings.base import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT = None  # static files are found where they lie; a folder that is not there would be a warning
REQUIRE_SECOND_FACTOR = False  # the tests of it switch it on
