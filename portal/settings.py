"""Settings, read from the environment; `docs/operations.md` lists them for operators."""

import base64
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from portal.postgres import database_url

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()


def kept_key(name: str, make: Callable[[], str]) -> str:
    """A key of this installation's own, made at the first start and kept under var/."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        new = VAR_DIR / f"{name}.{secrets.token_hex(4)}"
        new.touch(mode=0o600)
        new.write_text(make())
        with suppress(FileExistsError):  # of two first starts at once, one key wins
            path.hardlink_to(new)
        new.unlink()
    return path.read_text()


# Core
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", None) or kept_key(
    "secret_key", lambda: secrets.token_urlsafe(64)
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "pghistory",
    "pghistory.admin",
    "procrastinate.contrib.django",
    "rest_framework",
    "rules.apps.AutodiscoverRulesConfig",
    "portal.common",
    "portal.accounts",
    "zones",
    "programs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.common.middleware.PrivatePagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.common.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.common.middleware.ReadableRefusalsMiddleware",
    "portal.common.bodies.BoundedBodiesMiddleware",  # before the token is looked for in the body
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.accounts.middleware.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

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
                "portal.context.operator",
                "portal.context.place",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: the same engine everywhere, because locks, triggers and search are part of the product
DATABASES = {"default": env.dj_db_url("DATABASE_URL", database_url())}
DATABASES["default"].setdefault("OPTIONS", {}).update(
    pool={"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", 10)},
    # Of those in portal/common/kept.py; Django's own are never prepared
    prepare_threshold=5 if env.bool("DATABASE_PREPARES", True) else None,
)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    },
    # Parts of pages as text, under all that is in them; in each process its own
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
    },
    # How large the pages of a document are, under the digest of its bytes; in each process its own
    "page_sizes": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "page_sizes",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
if redis_url := env.str("CACHE_URL", ""):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis_url,
    }

# Sign-in
SESSION_ENGINE = "portal.accounts.sessions"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.forms.SignupForm"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
# A mail server that is down at a deadline must not keep a company out: see docs/decisions
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes locks out, and its count outlives a restart
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "R&D Zone Portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.bool("HTTPS", False)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "portal.accounts.lockout.account_tried"
AXES_CLIENT_IP_CALLABLE = "portal.common.client.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"

# Security
HTTPS = env.bool("HTTPS", False)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Bank accounts are kept under the first key; further ones open what was kept before it came
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", []) or [
    kept_key("encryption_key", lambda: Fernet.generate_key().decode())
]

# Language, time
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = "portal.formats"
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))  # private: no address serves it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # tables of an application have up to 1,000 cells each
# Of these mail services an equal domain says nothing of who works together (conflicts of reviewers)
SHARED_MAIL_DOMAINS = env.list(
    "SHARED_MAIL_DOMAINS",
    "gmail.com,naver.com,daum.net,hanmail.net,kakao.com,nate.com,outlook.com,hotmail.com,live.com,"
    "icloud.com,yahoo.com,yahoo.co.kr,korea.kr,korea.com,me.com,proton.me,example.kr".split(","),
)
DOCUMENT_MAX_BYTES = env.int("DOCUMENT_MAX_BYTES", 200 * 1024 * 1024)
APPLICATION_MAX_BYTES = env.int("APPLICATION_MAX_BYTES", 2 * 1024 * 1024 * 1024)  # of all its files
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", 50 * 1024 * 1024)
PICTURE_MAX_BYTES = env.int("PICTURE_MAX_BYTES", 40 * 1024 * 1024)  # as a phone takes it
# The largest request of signed-in people to an address that takes files
REQUEST_MAX_BYTES = env.int("REQUEST_MAX_BYTES", DOCUMENT_MAX_BYTES + 10 * 1024 * 1024)
# The virus scanner: "host:port" or the path of a socket; empty: documents are not scanned
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", "")
SCAN_SECONDS = env.int("SCAN_SECONDS", 60)  # that the worker waits for the answer about one file
# What reading the text of one attachment may cost, in the worker
READING_SECONDS = env.int("READING_SECONDS", 20)
READING_MEMORY_BYTES = env.int("READING_MEMORY_BYTES", 512 * 1024 * 1024)

# Mail: jobs send it, so that a mail server that is down delays a mail and nothing else
globals().update(env.dj_email_url("EMAIL_URL", "file:///"))
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "no-reply@localhost")

# The tax service's check of business numbers (data.go.kr 15081808); without a key it is off
BUSINESS_CHECK_KEY = env.str("BUSINESS_CHECK_KEY", "")
BUSINESS_CHECK_URL = env.str(
    "BUSINESS_CHECK_URL", "https://api.odcloud.kr/api/nts-businessman/v1"
).rstrip("/")
BUSINESS_CHECK_SECONDS = env.float("BUSINESS_CHECK_SECONDS", 3)

# Jobs: what one queues stands in its transaction
PROCRASTINATE_ON_APP_READY = "portal.common.jobs.use_one_transaction"

# Pages that are only read write no history, and need not look at each of their statements
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_ADMIN_CLASS = "programs.admin.history.HistoryAdmin"
PGHISTORY_ADMIN_ALL_EVENTS = False  # the auditor comes from one object; all of all is too much

# Receipts and seals: who holds the private key can make receipts; former ones are public keys only
RECEIPT_KEY = env.str("RECEIPT_KEY", None) or kept_key(
    "receipt_key", lambda: base64.b64encode(secrets.token_bytes(32)).decode()
)
RECEIPT_FORMER_KEYS = env.list("RECEIPT_FORMER_KEYS", [])

# API
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "PAGE_SIZE": 20,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "R&D Zone Portal",
    "DESCRIPTION": "Zones, calls and briefings of Korea's R&D special zones.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Its deep links stand inside buttons, which screen readers cannot tell apart
    "SWAGGER_UI_SETTINGS": {"deepLinking": False},
    "ENUM_NAME_OVERRIDES": {
        "StageEnum": "zones.enums.Stage",
        "DesignationStageEnum": "zones.enums.DesignationStage",
        "PartKindEnum": "programs.enums.PartKind",
        "PartRoleEnum": "programs.enums.PartRole",
        "OrganisationRoleEnum": "programs.enums.OrganisationRole",
        "SeriesKindEnum": "programs.enums.SeriesKind",
    },
}

# Who runs this portal; shown on every page where it is set
OPERATOR = {
    "operator_name": env.str("OPERATOR_NAME", ""),
    "operator_address": env.str("OPERATOR_ADDRESS", ""),
    "help_phone": env.str("HELP_PHONE", ""),
    "help_email": env.str("HELP_EMAIL", ""),
    "help_hours": env.str("HELP_HOURS", ""),
    "show_masthead": env.bool("OFFICIAL_MASTHEAD", False),  # only for an institution of the state
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"job_names": {"()": "portal.common.logs.JobNames"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["job_names"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
    },
}
