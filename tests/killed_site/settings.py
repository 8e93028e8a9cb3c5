"""The real settings, with the app of these tests and nothing else at its addresses."""

from nagara_web.settings.base import *  # noqa: F403
from nagara_web.settings.base import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "killed_site"]
ROOT_URLCONF = "killed_site.urls"
REQUIRE_SECOND_FACTOR = False
