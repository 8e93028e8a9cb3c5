"""Settings of the tests: the same site, with cheap passwords and mail kept in memory."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

os.environ.setdefault("NAGARA_HOME", tempfile.mkdtemp(prefix="nagara-test-"))
os.environ.setdefault("NAGARA_SECRET_KEY", "a-key-of-the-tests-and-of-nothing-else")

from nagara_web.settings.base import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "counters": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counters"},
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},  # its own tests switch it on
}
REQUIRE_SECOND_FACTOR = False  # the tests of it switch it on
SHOWS_COMPONENTS = True
DATABASES["default"]["TEST"] = {"MIGRATE": False}  # noqa: F405  (tables at once; tests/conftest.py says what it stands for)
_source = hashlib.sha256(str(LOCALE_SOURCE).encode()).hexdigest()[:12]
LOCALE_CACHE = Path(tempfile.gettempdir()) / f"nagara-test-locale-{_source}"  # compiled once, not by every run
LOCALE_PATHS = [LOCALE_CACHE]
