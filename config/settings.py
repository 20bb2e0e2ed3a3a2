"""Settings, all from the environment; importing them starts nothing.

Every variable is read here and nowhere else; README.md has them in a table.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from config import logs

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

# --- Django -------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
IS_BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "tracker.apps.TrackerConfig",
]

MIDDLEWARE = [
    "tracker.site.content_security.ContentSecurityMiddleware",
    "tracker.api.http.middleware.RequestMiddleware",
    # It makes entity tags weak, which conditional requests overlook.
    "tracker.api.http.middleware.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "tracker.api.http.middleware.PagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "tracker.User"
# What an account may do at the desk follows from its role.
AUTHENTICATION_BACKENDS = ["tracker.admin.signing_in.permissions.RoleBackend"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
# Pages are in English and Spanish; the API and the desk in English alone.
USE_I18N = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"site": "tracker.site.tags"},
        },
    }
]

STATIC_URL = "/static/"
# Where collectstatic has put the files; without it they are served from where they are installed.
STATIC_ROOT = env.str("STATIC_ROOT", default="") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None

# --- PostgreSQL and Redis -----------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgresql:///on_record")}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": env.int("DATABASE_CONNECTION_SECONDS", default=60),
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"].setdefault("OPTIONS", {})
# Compiling a query of many joins takes seconds, and running one here a few milliseconds.
_WITHOUT_JIT = f"{DATABASES['default']['OPTIONS'].get('options', '')} -c jit=off".strip()
DATABASES["default"]["OPTIONS"]["options"] = _WITHOUT_JIT
# Of the web process alone, which config/wsgi.py sees to; 0 is without end.
WEB_STATEMENT_TIMEOUT_MS = env.int("WEB_STATEMENT_TIMEOUT_MS", default=5000)
# How long a migration waits for a table that others use, while yet others wait behind it.
MIGRATION_LOCK_TIMEOUT_MS = env.int("MIGRATION_LOCK_TIMEOUT_MS", default=5000)
REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")

# --- Celery: it rings the bell, PostgreSQL keeps the time ----------------------------------------

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A broker that hangs must be noticed as soon as one that is gone.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 5,
    "socket_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
# A broker that is full, or a replica for a while, is sought again as one that is gone.
CELERY_BROKER_CHANNEL_ERROR_RETRY = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
# Delivery waits for no reading: what it consists of has a queue, and workers, of its own.
CELERY_TASK_ROUTES = {
    f"tracker.tasks.{name}": {"queue": "webhooks"} for name in ("deliver", "fan_out", "replay")
}
# Each stage watches over its own time; whatever hangs all the same is killed in the end.
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_MAX_LOOP_INTERVAL = 1

# --- On Record ------------------------------------------------------------------------------------

PORT = env.int("PORT", default=8000)
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://localhost:{PORT}").rstrip("/")
PUBLIC_REVIEW_STATES = env.list(
    "PUBLIC_REVIEW_STATES", default=["flagged", "confirmed", "corrected"]
)
# Besides what an article means for a commitment: that waits where no bar was measured for it.
WITHHELD_UNTIL_CONFIRMED = env.list("WITHHELD_UNTIL_CONFIRMED", default=[])
# A flag of less confidence is for a person first: in long texts much is said beside the matter.
PUBLIC_FROM_CONFIDENCE = env.float("PUBLIC_FROM_CONFIDENCE", default=0.5)
# For so many seconds a decision at the desk can be undone before it enters the ledger.
REVIEW_HOLD = env.int("REVIEW_HOLD", default=60)
if REVIEW_HOLD < 0:
    raise ImproperlyConfigured("REVIEW_HOLD is 0 or more")
# Topics whose verdicts two persons have to reach, the second blind to the first; * is every one.
SECOND_READER_TOPICS = env.list("SECOND_READER_TOPICS", default=[])
# Nothing new on a watched commitment for so many days is told, where what was read would have it.
SILENT_AFTER_DAYS = env.int("SILENT_AFTER_DAYS", default=180)
OUTBOUND_ALLOWED_ADDRESSES = env.list("OUTBOUND_ALLOWED_ADDRESSES", default=[])
OUTBOUND_ALLOWED_PORTS = env.list("OUTBOUND_ALLOWED_PORTS", default=["443", "8443"])
OUTBOUND_ALLOW_HTTP = env.bool("OUTBOUND_ALLOW_HTTP", default=False)
# Where channels of chat may lie that are added without an account, besides the services' own
# hosts: a Mattermost server's, say; "*.chat.example" is every host below it.
CHAT_HOSTS = env.list("CHAT_HOSTS", default=[])

# Who says what an article tells of commitments: rules, or a language model behind a server that
# speaks as OpenAI's does.
ANALYSER = env.str("ANALYSER", default="rules")
LLM_URL = env.str("LLM_URL", default="")
LLM_MODEL = env.str("LLM_MODEL", default="")
LLM_API_KEY = env.str("LLM_API_KEY", default="")
# For all requests about one article; the lease under which it is read is longer by that.
LLM_TIMEOUT = env.float("LLM_TIMEOUT", default=120.0)
# What all requests about one article may take, and how many may be made in a day.
LLM_TOKENS_PER_ARTICLE = env.int("LLM_TOKENS_PER_ARTICLE", default=48_000)
LLM_REQUESTS_PER_DAY = env.int("LLM_REQUESTS_PER_DAY", default=2000)
# How long an article waits for a model that is away, in seconds.
LLM_PATIENCE = env.int("LLM_PATIENCE", default=3600)
# What these were called, and did, before: read as if unset, they would change what is published.
_SUCCESSORS = {
    "JUDGE": "ANALYSER, which is rules or llm (nli has no successor)",
    "JUDGE_URL": "LLM_URL",
    "JUDGE_MODEL": "LLM_MODEL",
    "JUDGE_API_KEY": "LLM_API_KEY",
    "JUDGE_TIMEOUT": "LLM_TIMEOUT",
}
_FORMER = [name for name in sorted(env.ENVIRON) if name.startswith("JUDGE")]
if _FORMER:
    raise ImproperlyConfigured(
        "; ".join(f"{name} is gone: use {_SUCCESSORS.get(name, 'ANALYSER')}" for name in _FORMER)
    )
if ANALYSER not in {"rules", "llm"} or (ANALYSER == "llm" and not (LLM_URL and LLM_MODEL)):
    raise ImproperlyConfigured("ANALYSER is rules, or llm with LLM_URL and LLM_MODEL")
if not 0 < LLM_TIMEOUT <= 200 or LLM_TOKENS_PER_ARTICLE < 20_000:  # noqa: PLR2004
    raise ImproperlyConfigured(
        "LLM_TIMEOUT is 1 to 200 seconds, LLM_TOKENS_PER_ARTICLE 20000 or more"
    )
if LLM_REQUESTS_PER_DAY < 0 or LLM_PATIENCE < 0:
    raise ImproperlyConfigured("LLM_REQUESTS_PER_DAY and LLM_PATIENCE are 0 or more")

# For one text read for developments, and so much memory more than the process has that reads.
READING_TIMEOUT_SECONDS = env.float("READING_TIMEOUT_SECONDS", default=30.0)
READING_MEMORY_MB = env.int("READING_MEMORY_MB", default=1024)
if not 0 < READING_TIMEOUT_SECONDS <= 300 or READING_MEMORY_MB <= 0:  # noqa: PLR2004
    raise ImproperlyConfigured(
        "READING_TIMEOUT_SECONDS is 1 to 300 seconds, READING_MEMORY_MB 1 or more"
    )

# Where the owner of a site that is read may complain: an e-mail address, or that of a page.
CONTACT = env.str("CONTACT", default="")
# How long a host is left alone between two requests, where its robots.txt asks for no longer.
FETCH_SPACING_SECONDS = env.float("FETCH_SPACING_SECONDS", default=1.0)
FETCH_TIMEOUT_SECONDS = env.float("FETCH_TIMEOUT_SECONDS", default=30.0)
if FETCH_SPACING_SECONDS < 0 or not 0 < FETCH_TIMEOUT_SECONDS <= 60:  # noqa: PLR2004
    # Half of the lease under which a host is asked.
    raise ImproperlyConfigured("FETCH_SPACING_SECONDS is 0 or more, FETCH_TIMEOUT_SECONDS 1 to 60")

# Where the nightly bulk files lie; whoever writes them and whoever serves them must share it.
EXPORT_DIR = Path(env.str("EXPORT_DIR", default=str(BASE_DIR / ".local" / "exports")))
# What an address is hung onto in order to have a public archive keep the page; empty asks nobody.
ARCHIVE_SAVE_URL = env.str("ARCHIVE_SAVE_URL", default="")
# Who is asked for a one-time code at the desk: nobody, whoever has set up a device, or besides them
# every reviewer and administrator, who must set one up.
TWO_FACTOR = env.str("TWO_FACTOR", default="optional")
if TWO_FACTOR not in {"off", "optional", "required"}:
    raise ImproperlyConfigured("TWO_FACTOR is off, optional or required")
# What an authenticator shows beside the account's name.
OTP_TOTP_ISSUER = f"On Record ({urlsplit(PUBLIC_URL).hostname or 'localhost'})"
# Whether the public sees the names of accounts, such as who gave a verdict; else "an editor".
SHOW_ACCOUNT_NAMES = env.bool("SHOW_ACCOUNT_NAMES", default=False)

# Of our own words; what is quoted stays under the rights of its source.
DATA_LICENCE = env.str("DATA_LICENCE", default="CC-BY-4.0")

# --- Mails: printed where no server is named -----------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="On Record <noreply@localhost>")

# --- Limits: requests a minute, by account or else by address ------------------------------------

HAS_RATE_LIMITS = env.bool("HAS_RATE_LIMITS", default=True)
RATE_LIMITS = {
    "anonymous": env.int("RATE_LIMIT_ANONYMOUS", default=600),
    "reader": env.int("RATE_LIMIT_READER", default=1200),
    "subscriber": env.int("RATE_LIMIT_SUBSCRIBER", default=1200),
    # Of editors, reviewers and administrators.
    "editor": env.int("RATE_LIMIT_EDITOR", default=3000),
}

# --- Doors ----------------------------------------------------------------------------------------

CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/v1/.*$"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "if-none-match", "x-request-id"]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Link",
    "Location",
    "Memento-Datetime",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-ID",
]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Where the public comes by https, nothing of a session ever goes another way.
IS_HTTPS_ONLY = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS_ONLY else 0

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tracker.api.http.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["tracker.api.http.authentication.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["tracker.api.http.renderers.BodyRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.http.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "tracker.api.openapi.schema.BodySchema",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "tracker.api.http.negotiation.Negotiation",
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "tracker.api.http.errors.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "On Record",
    "DESCRIPTION": (BASE_DIR / "tracker/api/openapi/start.md").read_text(encoding="utf-8"),
    "VERSION": "v1",
    "OAS_VERSION": "3.1.1",
    "LICENSE": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "PREPROCESSING_HOOKS": [],
    "POSTPROCESSING_HOOKS": ["tracker.api.openapi.schema.complete"],
    "PATH_CONVERTER_OVERRIDES": {
        "record": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 120},
        "number": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        "resource": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 20},
        "form": {"type": "string", "enum": ["jsonl", "csv"]},
    },
}

# --- Logs: one JSON object a line -----------------------------------------------------------------

logs.configure()
LOGGING = logs.dictionary(env.str("LOG_LEVEL", default="INFO"))
