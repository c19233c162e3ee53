"""All settings, from the environment, with defaults that run the embedded mode.

Embedded is the default: SQLite in `var/`, no broker, a secret key made on the first run. A server sets
DATABASE_URL to PostgreSQL, and then must set SECRET_KEY, ALLOWED_HOSTS and SITE_URL as well.
"""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

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
    "scorecard.middleware.AsksWhoIsThere",
    "django.contrib.messages.middleware.MessageMiddleware",
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
# Pages of past dates are kept in the memory of each process: nothing else has to answer for a page to be served.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}

AUTH_USER_MODEL = "tracker.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "workspace:desk"
LOGOUT_REDIRECT_URL = "public:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

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
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "tracker.tasks.drain", "schedule": 15.0, "options": {"expires": 15}},
    "the turn of the day": {
        "task": "tracker.tasks.turn_the_day",
        "schedule": 900.0,
        "options": {"expires": 900},
    },
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
}

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
    "filters": {"in_a_line": {"()": "scorecard.logs.InALine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["in_a_line"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own would mail faults to administrators, with all that was sent.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
