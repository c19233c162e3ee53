"""All settings, from the environment, with defaults that run the embedded mode.

Embedded is the default: SQLite in `var/`, no broker, a secret key made on the first run. A server sets
DATABASE_URL to PostgreSQL, and then must set SECRET_KEY, ALLOWED_HOSTS and SITE_URL as well.
"""

import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from scorecard.queue import *  # noqa: F403  # they are settings too
from scorecard.readers import *  # noqa: F403  # they are settings too
from scorecard.signing_in import *  # noqa: F403  # they are settings too

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / "var")))
DATABASE_URL = env.str("DATABASE_URL", default="")
EMBEDDED = DATABASE_URL == "" or DATABASE_URL.startswith("sqlite")
TLS = env.bool("TLS", default=not EMBEDDED)


def _kept_secret() -> str:
    """The embedded mode's secret key: made once, kept beside the database, readable by its owner only."""
    file = STATE_DIR / "secret_key"
    if not file.exists():
        STATE_DIR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text().strip()


def _required(name: str) -> str:
    """A variable that a server cannot do without."""
    value = str(env.str(name, default=""))
    if not value:
        raise ImproperlyConfigured(
            f"Set {name}: with DATABASE_URL set, this is a server. See docs/deploy.md."
        )
    return value


def _database() -> dict[str, object]:
    """The one database, with the options that keep what is acknowledged."""
    if EMBEDDED:
        url = DATABASE_URL or f"sqlite:///{STATE_DIR / 'scorecard.sqlite3'}"
        STATE_DIR.mkdir(parents=True, exist_ok=True)
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        # Tests with threads, and pages in a browser, need a file: connections in memory lock each other out.
        test = {"NAME": str(STATE_DIR / "test.sqlite3")}
        return {**env.db_url_config(url), "OPTIONS": options, "TEST": test}
    server = "-c synchronous_commit=on -c statement_timeout=10s -c lock_timeout=3s"
    # A server that is gone without a word is noticed in seconds: connecting, and in the midst of a question.
    gone = {"connect_timeout": 3, "tcp_user_timeout": 10_000}
    options = {"options": f"{server} -c idle_in_transaction_session_timeout=30s", **gone}
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {**env.db_url_config(DATABASE_URL), **kept, "OPTIONS": options}


SECRET_KEY = env.str("SECRET_KEY", default="") or (_kept_secret() if EMBEDDED else _required("SECRET_KEY"))
# The keys before, while a new one comes into use: sessions and second factors that they sealed stay good.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
SITE_URL = env.str("SITE_URL", default="http://localhost:8000") if EMBEDDED else _required("SITE_URL")
ADMIN_PATH = env.str("ADMIN_PATH", default="desk/")
CSRF_TRUSTED_ORIGINS = [] if EMBEDDED else [SITE_URL]

INSTALLED_APPS = [
    "tracker.apps.TrackerConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
]

MIDDLEWARE = [
    "scorecard.page_cache.PageCache",
    "scorecard.middleware.answer_headers",
    "scorecard.middleware.known_methods",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tracker.accounts.middleware.EndsIdleSessions",
    "scorecard.middleware.AsksWhoIsThere",
    "tracker.accounts.middleware.AsksForTheSecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "scorecard.urls"
WSGI_APPLICATION = "scorecard.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="")
_IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = {
    # What all processes must know for minutes, such as wrong tries to sign in.
    "default": {"BACKEND": "scorecard.shared_cache.RedisOrMemory", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {**_IN_MEMORY, "LOCATION": "default", "OPTIONS": {"MAX_ENTRIES": 100_000}},
    # Pages of past dates are kept in the memory of each process: nothing else has to answer for a page to be served.
    "pages": {**_IN_MEMORY, "LOCATION": "pages", "TIMEOUT": 60 * 60, "OPTIONS": {"MAX_ENTRIES": 500}},
}

# Whoever decides or administers signs in with a second factor. In the embedded mode the people of the demonstration
# may be spared it, and nobody else. ADR 0012
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=True)
if not (SECOND_FACTOR or EMBEDDED):
    raise ImproperlyConfigured("SECOND_FACTOR=off is for the embedded mode: this is a server.")
# The header in which the proxy says who connected to it, for counting wrong tries. It must set it itself.
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", default="X-Real-IP" if TLS else "")
AUTH_USER_MODEL = "tracker.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "workspace:desk"
LOGOUT_REDIRECT_URL = "public:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("name", "email")},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
]

# Mail waits in the outbox until it is sent. The embedded mode prints it to the terminal; a server without EMAIL_URL
# tries the mail server of its own machine, and what cannot be sent shows on /health/.
_MAIL = env.email_url_config(
    env.str("EMAIL_URL", default="") or ("consolemail://" if EMBEDDED else "smtp://localhost:25")
)
EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL["EMAIL_BACKEND"], _MAIL["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"] or "localhost", _MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"] or "", _MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_TLS", False), _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = (
    env.str("MAIL_FROM", default="") or f"scorecard@{urlsplit(SITE_URL).hostname or 'localhost'}"
)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# What browsers ask for at the top, linked or not.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
# Other sites have no use for our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
_MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _MANIFEST if env.bool("STATIC_MANIFEST", default=not DEBUG) else _PLAIN},
}

# Files that are handed in as evidence; docs/evidence.md. Web processes and workers need the same folder.
EVIDENCE_DIR = Path(env.str("EVIDENCE_DIR", default=str(STATE_DIR / "evidence")))
# The public key that originals are sealed with, where a committee keeps them. `manage.py evidence_key` makes a pair.
EVIDENCE_PUBLIC_KEY = env.str("EVIDENCE_PUBLIC_KEY", default="")
if EVIDENCE_PUBLIC_KEY and not re.fullmatch(r"[0-9a-f]{64}", EVIDENCE_PUBLIC_KEY):
    raise ImproperlyConfigured("EVIDENCE_PUBLIC_KEY is no key: 64 hexadecimal digits. See docs/evidence.md.")
# What embedded marks are signed with; the embedded mode keeps a key of its own. docs/embedding.md
SIGNING_KEY = env.str("SIGNING_KEY", default="")
SIGNING_KEY_FILE = STATE_DIR / "signing_key.pem" if EMBEDDED else None
# A virus scanner (clamd) to be asked about every file: `host:port`, or the path of its socket. Empty asks none.
CLAMD = env.str("CLAMD", default="")
FILE_UPLOAD_HANDLERS = ["tracker.transfer.arriving.OnlyWhereAsked"]

SESSION_ENGINE = "tracker.accounts.sessions"
# From signing in, however busy one is.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tracker.public.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if TLS:
    # The embedded mode answers plain http on this machine only; a server sits behind TLS.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # A load balancer asks from inside, in plain http.
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # To be on the browsers' own list of https sites is for the owner of the domain to ask for, and hard to undo.
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
    SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Public pages in the memory of each web process; 0 keeps none. ADR 0009
PAGE_CACHE_BYTES = 0 if DEBUG else env.int("PAGE_CACHE_MB", default=16) * 1_000_000
# While the database does not say which version holds, pages of the version known before are answered for so long.
PAGE_CACHE_LONGEST = 600

# Without a broker the process that changes something computes the scores itself, right after the commit.
DRAIN_IN_PROCESS = not REDIS_URL
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL

# No addresses of visitors in any log line.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "scorecard.logs.WithoutRows",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {
        "in_a_line": {"()": "scorecard.logs.InALine"},
        "without_keys": {"()": "scorecard.logs.WithoutKeys"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["in_a_line", "without_keys"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own would mail faults to administrators, with all that was sent.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
