"""All settings of the site.

What differs between two installations is read from the environment, by typed readers that refuse a
typing mistake; ``NAME_FILE`` reads a secret from a file. ``docs/reference/settings.md`` explains each.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.FileAwareEnv()

# ---------------------------------------------------------------------------- where things are

HOME: Final = Path(env.str("NAGARA_HOME", default="nagara-site")).expanduser().resolve()
"""Folder of one site: the SQLite file, uploads, the secret key, mail that was written to files."""
SITE_URL: Final = env.str("NAGARA_URL", default="http://127.0.0.1:8000").rstrip("/")
SHOWS_COMPONENTS: bool = env.bool("NAGARA_SHOW_COMPONENTS", default=env.bool("NAGARA_DEBUG", default=False))
"""Whether the page with every component in every state can be seen."""
DEMONSTRATION: Final = HOME / "demonstration.txt"
"""Mark of a folder that `nagara web demo` has made; it knows itself by it, with its own database."""
IS_DEMO: Final = env.bool("NAGARA_DEMO", default=DEMONSTRATION.is_file() and not env.str("DATABASE_URL", default=""))
MEDIA_ROOT = HOME / "uploads"
MAX_UPLOAD_BYTES: Final = env.int("NAGARA_MAX_UPLOAD_MB", default=25) * 1024 * 1024

# ---------------------------------------------------------------------------- security


def _secret_key() -> str:
    given = env.str("NAGARA_SECRET_KEY", default="")
    kept = HOME / "secret-key"
    return given or (kept.read_text("utf-8").strip() if kept.is_file() else "")


SECRET_KEY = _secret_key() or "only-for-commands-that-need-no-secret"
DEBUG = env.bool("NAGARA_DEBUG", default=False)
_host: Final = SITE_URL.split("//", 1)[-1].split("/", 1)[0]
ALLOWED_HOSTS: list[str] = [_host.rsplit(":", 1)[0], *env.list("NAGARA_ALLOWED_HOSTS", default=[])]
if ALLOWED_HOSTS[0] == "127.0.0.1":
    ALLOWED_HOSTS.append("localhost")
IS_SECURE: Final = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_SECURE
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("NAGARA_BEHIND_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# ---------------------------------------------------------------------------- parts

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_q",
    "nagara_web.ui",
    "nagara_web.audit",
    "nagara_web.jobs",
    "nagara_web.accounts",
    "nagara_web.places",
    "nagara_web.notices",
    "nagara_web.figures",
    "nagara_web.declarations",
    "nagara_web.answers",
    "nagara_web.rounds",
    "nagara_web.networks",
    "nagara_web.agreements",
    "nagara_web.plans",
    "nagara_web.meetings",
    "nagara_web.opendata",
    "nagara_web.pages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # of style and scripts; pages are kept as they were compressed below
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nagara_web.pages.kept.keep_public_pages",
    "django.middleware.gzip.GZipMiddleware",
    "nagara_web.ui.asked.refuse_what_no_database_keeps",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nagara_web.accounts.middleware.speak_to_the_person",
    "allauth.account.middleware.AccountMiddleware",
    "nagara_web.accounts.middleware.keep_where_people_are",
]
ROOT_URLCONF = "nagara_web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "ui" / "templates"],  # before allauth's own pages
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "nagara_web.ui.context.every_page",
                "nagara_web.notices.context.unread_notices",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "nagara_web.ui.templatetags.ui"],
            "string_if_invalid": "",
        },
    },
]

# ---------------------------------------------------------------------------- database, cache, jobs

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{quote(str(HOME / 'nagara.sqlite3'))}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn in place of failing half-way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # to open SQLite takes longer than to answer a kept page from it
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "counters": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counters"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
API_READS_PER_MIN: Final = env.int("NAGARA_API_READS_PER_MIN", default=600)
"""How often one address may read the API in a minute, in each web process; 0 for as often as it likes [1]."""
API_WRITES_PER_MIN: Final = env.int("NAGARA_API_WRITES_PER_MIN", default=120)
"""How often one person's programs may call the API for answers in a minute, in each web process [1]."""
SESSION_ENGINE = "django.contrib.sessions.backends.db"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
JOB_LEASE_S: Final = env.int("NAGARA_JOB_LEASE_S", default=300)
"""A job whose worker was not heard of for so long is given to another one [s]."""
JOB_LONGEST_S: Final = env.int("NAGARA_JOB_LONGEST_S", default=3600)
"""A job that takes longer is taken to hang, and is given to another worker [s]."""
JOB_THREADS: Final = env.int("NAGARA_JOB_THREADS", default=1)
Q_CLUSTER: dict[str, Any] = {
    "name": "nagara",
    "orm": "default",
    "workers": JOB_THREADS,
    "timeout": max(1, JOB_LEASE_S - 1),  # not used by our loop; the library warns where it is longer than the lease
    "retry": JOB_LEASE_S,
    "bulk": 1,
    "poll": 0.5,
    "catch_up": False,
}

# ---------------------------------------------------------------------------- people

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "nagara_web.accounts.password_strength.PasswordStrengthValidator"},
]
STANDING_OF: Final = "nagara_web.accounts.queries.standing_of"
"""Whom the apps under accounts ask what a person may do; named here as AUTH_USER_MODEL is."""
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "nagara_web.accounts.allauth_adapter.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is only reached by the mail that it was sent to
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key", "reset_password": "10/m/ip,3/10m/key"}
ACCOUNT_FORMS = {
    "login": "nagara_web.accounts.allauth_forms.SignIn",
    "add_email": "nagara_web.accounts.allauth_forms.NewAddress",
    "change_password": "nagara_web.accounts.allauth_forms.ChangePassword",
    "reset_password": "nagara_web.accounts.allauth_forms.AskForReset",
    "reset_password_from_key": "nagara_web.accounts.allauth_forms.SetPasswordByLetter",
    "reauthenticate": "nagara_web.accounts.allauth_forms.PasswordAgain",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to strangers, whoever asks for them
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
PASSWORD_RESET_TIMEOUT = 24 * 3600
REQUIRE_SECOND_FACTOR: bool = env.bool("NAGARA_REQUIRE_SECOND_FACTOR", default=not IS_DEMO)
"""Whether heads of cities, secretariats and administrators must have one before they may act."""
MFA_ADAPTER = "nagara_web.accounts.allauth_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE  # only loopback is served without TLS
MFA_TOTP_ISSUER = "nagara"
MFA_TOTP_TOLERANCE = 1  # a slow hand, a slow line or a slow clock: the code before and after is right too
MFA_ALLOW_UNVERIFIED_EMAIL = True  # else whoever has a second factor could never change their address
MFA_FORMS = {
    "authenticate": "nagara_web.accounts.allauth_forms.SecondFactor",
    "reauthenticate": "nagara_web.accounts.allauth_forms.SecondFactorAgain",
    "activate_totp": "nagara_web.accounts.allauth_forms.FirstCode",
    "add_webauthn": "nagara_web.accounts.allauth_forms.NewPasskey",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("NAGARA_BEHIND_PROXY", default=False) else 0
USERSESSIONS_TRACK_ACTIVITY = True

# ---------------------------------------------------------------------------- mail

EMAIL_CONFIG = env.email_url("NAGARA_MAIL_URL", default=f"filemail:///{quote(str(HOME / 'outbox'))}")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT")
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = EMAIL_CONFIG.get("EMAIL_FILE_PATH") or str(HOME / "outbox")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("NAGARA_MAIL_FROM", default="nagara@localhost")

# ---------------------------------------------------------------------------- languages, files, log

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("id", _("Indonesian")),
    ("ms", _("Malay")),
    ("vi", _("Vietnamese")),
    ("th", _("Thai")),
    ("lo", _("Lao")),
    ("km", _("Khmer")),
    ("my", _("Burmese")),
    ("fil", _("Filipino")),
]
LOCALE_SOURCE: Final = Path(__file__).parent.parent / "locale"
LOCALE_CACHE = HOME / "locale"
"""Translations are compiled into this folder when the site starts."""
LOCALE_PATHS = [LOCALE_CACHE]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = env.str("NAGARA_TIME_ZONE", default="Asia/Jakarta")
"""Where the site's day begins: by default as in most of the region, so that a day said there is that day for all."""
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError):
    raise ImproperlyConfigured(
        f"NAGARA_TIME_ZONE: {TIME_ZONE!r} is no time zone. Give one such as Asia/Manila."
    ) from None
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = None
WHITENOISE_USE_FINDERS = True  # served from the packages themselves: no folder to collect them in
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("NAGARA_LOG_LEVEL", default="WARNING")},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that is not there is no fault of the site
}
SILENCED_SYSTEM_CHECKS: list[str] = []
