"""Settings, all of them from the environment with safe defaults.

`make run` sets ROSTRUM_DEBUG=1 for a machine at home. Without it this is production, and production
refuses to start on a secret or a host list that nobody chose (see `refuse_unsafe_production`).
Everything that changes while the site runs lives in `var/`: the database, uploads, keys.
"""

import os
import warnings
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import databases

os.umask(0o077)  # the database, its log, keys, uploads: nobody else on this machine reads them

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")
VAR_DIR = Path(env.str("ROSTRUM_VAR", default=str(BASE_DIR / "var")))

DEBUG = env.bool("ROSTRUM_DEBUG", default=False)
DEVELOPMENT_SECRET = "for development only; production refuses to start with it"
SECRET_KEY = env.str("ROSTRUM_SECRET_KEY", default=DEVELOPMENT_SECRET)
ALLOWED_HOSTS = env.list(
    "ROSTRUM_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else []
)
SITE_URL = env.str("ROSTRUM_SITE_URL", default="http://127.0.0.1:8000" if DEBUG else "").rstrip("/")


def refuse_unsafe_production() -> None:
    """Raise ImproperlyConfigured where a production site would start unsafely."""
    if DEBUG:
        if not set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
            raise ImproperlyConfigured(
                "ROSTRUM_DEBUG is on and ROSTRUM_HOSTS names public hosts. Unset one of them."
            )
        return
    if SECRET_KEY == DEVELOPMENT_SECRET or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured(
            "Set ROSTRUM_SECRET_KEY to 50 or more random characters, or ROSTRUM_DEBUG=1 at home."
        )
    if not ALLOWED_HOSTS or any(host in ("*", ".") for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured(
            "Set ROSTRUM_HOSTS to the names this site answers to, separated by commas; "
            "never to an asterisk."
        )
    if not SITE_URL.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            "Set ROSTRUM_SITE_URL to the address of this site, as https://workshops.example.org: "
            "personal links begin with it."
        )


refuse_unsafe_production()

# The institute whose site this is: shown in every page's head and foot.
INSTITUTE_NAME = env.str("ROSTRUM_INSTITUTE", default="Rostrum")
INSTITUTE_URL = env.str("ROSTRUM_INSTITUTE_URL", default="")
INSTITUTE_EMAIL = env.str("ROSTRUM_INSTITUTE_EMAIL", default="")
INSTITUTE_LOGO = env.str("ROSTRUM_INSTITUTE_LOGO", default="brand/mark.svg")  # in static/
INSTITUTE_ACCENT = env.str("ROSTRUM_ACCENT", default="lake")  # a palette name of static/css
DATA_CONTROLLER = env.str("ROSTRUM_DATA_CONTROLLER", default=INSTITUTE_NAME)

INSTALLED_APPS = [
    "reports",
    "evaluations",
    "people",
    "workshops",
    "modeltranslation",  # before the admin, whose forms it extends
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "simple_history",
    "csp",
]

MIDDLEWARE = [
    # Headers first, so that whatever answers further in, a file or a refusal, carries them.
    "config.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.plain_requests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "people.middleware.viewer",
    "simple_history.middleware.HistoryRequestMiddleware",  # asks who it is when something is kept
    "config.middleware.PreviewForOrganisers",
]

# Rendered pages of agendas, found under all that they were made of: each process may keep its own.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["rostrum"]
CRISPY_TEMPLATE_PACK = "rostrum"

# SQLite in a file, or PostgreSQL where one machine is not enough; see config/databases.py.
DATABASES = {
    "default": databases.set_up(
        env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'rostrum.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "zh-hans", "ru")
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = VAR_DIR / "media"  # served by views that ask who is looking, never as a folder
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# A web address typed without its scheme means HTTPS, as from Django 6 on; drop both lines then.
warnings.filterwarnings("ignore", message="The FORMS_URLFIELD_ASSUME_HTTPS transitional setting")
FORMS_URLFIELD_ASSUME_HTTPS = True

# Private keys of open questionnaires: outside the database, and to be left out of its backups.
EVALUATION_KEY_DIR = Path(env.str("ROSTRUM_KEY_DIR", default=str(VAR_DIR / "keys")))

# Whether phones keep the public pages of a workshop for when there is no network. Off, they drop what they kept.
OFFLINE = env.bool("ROSTRUM_OFFLINE", default=True)

# Headers, from the first page on, in development too.
SECURE = not DEBUG
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": (),
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = SECURE and env.bool("ROSTRUM_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("ROSTRUM_BEHIND_PROXY", default=False) else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_AGE = 12 * 3600
LOGIN_URL = LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
LANGUAGE_COOKIE_NAME = "language"

EMAIL_CONFIG = env.email(
    "ROSTRUM_EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25"
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 30  # seconds
DEFAULT_FROM_EMAIL = env.str("ROSTRUM_FROM", default="rostrum@localhost")

# Nothing private in the log: the token of a personal link is cut out of every line, tracebacks
# included. Strangers who ask for other hosts are answered, not logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"hiding": {"()": "config.logging.HidingFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "hiding"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
