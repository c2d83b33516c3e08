"""Everything that can be set, in the order a reader asks for it."""

import gc
from pathlib import Path

import django
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from environs import Env

from puntuale.config import effects
from puntuale.config.data_directory import data_directory, private_folder, secret_key

# What a start loads stays: looking through all of it for garbage, again and again, took a third of
# the start. `config.apps` begins to look once everything is loaded.
gc.disable()
django_stubs_ext.monkeypatch()
env = Env()
PACKAGE = Path(__file__).resolve().parents[1]
DATA_DIRECTORY = private_folder(data_directory())

# --- Who may reach it -------------------------------------------------------------------------
DEBUG = env.bool("PUNTUALE_DEBUG", False)
SECRET_KEY = env.str("PUNTUALE_SECRET_KEY", "") or secret_key(DATA_DIRECTORY)
# Absolute addresses in mails come from here, never from a request's Host header.
PUBLIC_URL = env.str("PUNTUALE_URL", "http://127.0.0.1:8000").rstrip("/")
SERVED_SECURELY = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.list(
    "PUNTUALE_HOSTS",
    ["127.0.0.1", "localhost", "[::1]", PUBLIC_URL.split("/")[2].rsplit(":", 1)[0]],
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
if DEBUG and not LOOPBACK_HOSTS.issuperset(ALLOWED_HOSTS):
    raise ImproperlyConfigured("PUNTUALE_DEBUG shows secrets: it is for this machine alone.")
if django.VERSION < (5, 2, 19):
    raise ImproperlyConfigured("Django before 5.2.19 can be crashed by an upload: update it.")
# The demo keeps its own data directory, answers on loopback only and sends no mail away.
IS_DEMO = (DATA_DIRECTORY / "demo").exists()

# --- What is installed ------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "puntuale.apps.jobs",
    "puntuale.apps.post",
    "puntuale.apps.accounts",
    "puntuale.apps.customers",
    "puntuale.apps.partners",
    "puntuale.apps.ledger",
    "puntuale.apps.work",
    "puntuale.apps.access",
    "puntuale.apps.privacy",
    "puntuale.apps.callbacks",
    "puntuale.apps.estimates",
    "puntuale.apps.charges",
    "puntuale.apps.sales",
    "puntuale.apps.catalogue",
    "puntuale.apps.agreements",
    "puntuale.apps.registrations",
    "puntuale.apps.news",
    "puntuale.apps.tickets",
    "puntuale.apps.vulnerabilities",
    "puntuale.ui",
    "puntuale.interfaces.desk",
    "puntuale.interfaces.setup",
    "puntuale.interfaces.office",
    "puntuale.interfaces.portal",
    "puntuale.interfaces.payments",
    "puntuale.interfaces.files",
    "puntuale.interfaces.mail",
    "puntuale.interfaces.worker",
    "puntuale.interfaces.operations",
    "puntuale.interfaces.public",
    "puntuale.interfaces.telephony",
    "puntuale.interfaces.api",
    "puntuale.interfaces.terminal",
    "puntuale.config",
    # After ours, whose pages and words come before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    # First, so that no answer leaves without its policy, not even a refusal.
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "puntuale.interfaces.setup.first_run.FirstRunMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "puntuale.interfaces.portal.sign_in.lasting.LastingMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "puntuale.config.middleware.ReaderMiddleware",
    "puntuale.interfaces.portal.sign_in.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "puntuale.config.urls"
WSGI_APPLICATION = "puntuale.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "puntuale.config.context.shell",
                "puntuale.interfaces.office.context.side",
                "puntuale.interfaces.desk.context.shell",
                "puntuale.interfaces.portal.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "puntuale.ui.forms.Renderer"

# --- Where it is kept -------------------------------------------------------------------------
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIRECTORY / 'puntuale.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "puntuale.config.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        # FULL: what was acknowledged is on the disk (docs/decisions/0003).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        " PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
        "transaction_mode": "IMMEDIATE",
    }
    # Said aloud, because test tools know memory only under Django's own name for SQLite.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
else:
    DATABASES["default"].setdefault("OPTIONS", {})
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Rate limits live here: nobody may push them out by asking under many names.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Pictures of mails that somebody asked to see: large, soon forgotten, and apart from the limits.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIRECTORY / "tmp" / "pictures",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
# From a host and a port to the machines that may be connected to, or a refusal.
EGRESS_RESOLVER = "puntuale.apps.egress.addresses.public_endpoints"
# Pictures in mails, for one reader.
MOST_PICTURES_A_MINUTE = 300
ATTACHMENTS_BUCKET = env.str("PUNTUALE_S3_BUCKET", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": ATTACHMENTS_BUCKET, "querystring_auth": True},
        }
        if ATTACHMENTS_BUCKET
        else {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": str(DATA_DIRECTORY / "attachments"),
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIRECTORY / "attachments"
STATIC_URL = "static/"
STATIC_ROOT = env.path("PUNTUALE_STATIC", DATA_DIRECTORY / "static")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = private_folder(DATA_DIRECTORY / "tmp")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
ATTACHMENT_MAX_BYTES = 25 * 1024 * 1024

# --- Who signs in, and how --------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "puntuale.interfaces.portal.sign_in.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SERVED_SECURELY else "http"
ACCOUNT_FORMS = {
    "login": "puntuale.interfaces.portal.sign_in.forms.PasswordForm",
    "reauthenticate": "puntuale.interfaces.portal.sign_in.forms.AgainForm",
}
# What anybody may ask of us without having signed in: by address typed (key), and by caller (ip).
ACCOUNT_RATE_LIMITS = {
    "sign_in_link": "20/h/ip,3/h/key",
    "sign_in_code": "30/h/ip",
    "passkey": "60/m/ip",
    "oidc": "60/m/ip",
    "public_form": "60/h/ip",
    "public_request": "20/h/ip,3/h/key",
    "change_password": "5/m/user",
    "registration": "20/h/ip,3/h/key",
    "data_copy": "5/d/key",
    # A machine that has no seat yet asks for one; those that have one are not counted.
    "licence_activation": "60/h/ip,20/h/key",
}
MFA_FORMS = {
    "authenticate": "puntuale.interfaces.portal.sign_in.forms.SecondFactorForm",
    "reauthenticate": "puntuale.interfaces.portal.sign_in.forms.SecondFactorAgainForm",
    "activate_totp": "puntuale.interfaces.portal.sign_in.forms.ActivateForm",
    "add_webauthn": "puntuale.interfaces.portal.sign_in.forms.AddPasskeyForm",
    "edit_webauthn": "puntuale.interfaces.portal.sign_in.forms.RenamePasskeyForm",
    "login_webauthn": "puntuale.interfaces.portal.sign_in.forms.PasskeyEnterForm",
    "authenticate_webauthn": "puntuale.interfaces.portal.sign_in.forms.PasskeyForm",
    "reauthenticate_webauthn": "puntuale.interfaces.portal.sign_in.forms.PasskeyAgainForm",
}
MFA_ADAPTER = "puntuale.interfaces.portal.sign_in.adapter.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Puntuale"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey asks its person for finger, face or PIN: what is stolen opens nothing.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# The company's own provider (OpenID Connect), by which people come in who are known already.
OIDC_URL = env.str("PUNTUALE_OIDC_URL", "").rstrip("/")
# Its scheme, host and port.
OIDC_ORIGIN = "/".join(OIDC_URL.split("/")[:3])
OIDC_NAME = env.str("PUNTUALE_OIDC_NAME", "OpenID Connect")
# Whose addresses it may vouch for; without any, everybody's.
OIDC_DOMAINS: frozenset[str] = frozenset(env.list("PUNTUALE_OIDC_DOMAINS", []))
SOCIALACCOUNT_ADAPTER = "puntuale.interfaces.portal.sign_in.oidc.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": env.str("PUNTUALE_OIDC_CLIENT", ""),
                "secret": env.str("PUNTUALE_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_URL},
            }
        ]
        if OIDC_URL
        else [],
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = SERVED_SECURELY
SESSION_COOKIE_NAME = "__Host-session" if SERVED_SECURELY else "session"
CSRF_COOKIE_SECURE = SERVED_SECURELY
CSRF_COOKIE_NAME = "__Host-csrf" if SERVED_SECURELY else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if SERVED_SECURELY else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # subdomains and the preload list are the domain owner's to decide
    "security.W021",
    "security.W008",  # the reverse proxy redirects to https (docs/guides/reverse-proxy.md)
    "security.W019",  # mail is shown in a sandboxed frame of our own
]
# A reverse proxy's header counts only where the operator says that one stands in front.
BEHIND_PROXY = env.bool("PUNTUALE_BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Browsers look at where a form is led on to as well.
        "form-action": [SELF, OIDC_ORIGIN] if OIDC_ORIGIN else [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

# --- Mail -------------------------------------------------------------------------------------
EMAIL_BACKEND = "puntuale.apps.post.backend.QueueBackend"
DEFAULT_FROM_EMAIL = env.str("PUNTUALE_FROM", "Puntuale <support@localhost>")
SMTP_URL = env.str("PUNTUALE_SMTP", "")
IMAP_URL = env.str("PUNTUALE_IMAP", "")
# Providers that take no password for mail (docs/guides/mail.md).
MAIL_PROVIDERS = {
    "google": {
        "name": "Google",
        "sign_in_url": "https://accounts.google.com/o/oauth2/v2/auth",
        "token_url": "https://oauth2.googleapis.com/token",
        "scope": "https://mail.google.com/",
        "imap_host": "imap.gmail.com",
        "smtp_host": "smtp.gmail.com",
    },
    "microsoft": {
        "name": "Microsoft",
        "sign_in_url": "https://login.microsoftonline.com/TENANT/oauth2/v2.0/authorize",
        "token_url": "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token",
        "scope": "offline_access https://outlook.office.com/IMAP.AccessAsUser.All"
        " https://outlook.office.com/SMTP.Send",
        "imap_host": "outlook.office365.com",
        "smtp_host": "smtp.office365.com",
        "tenant": "common",
    },
}
LMTP_LISTEN = env.str("PUNTUALE_LMTP", "127.0.0.1:8025")
# Off where the mail server does not know addresses such as support+detail@...
MAIL_PLUS_ADDRESSES = env.bool("PUNTUALE_PLUS_ADDRESSES", True)
# The names under which our own mail servers write what they found out about senders (RFC 8601).
MAIL_BORDERS = frozenset(map(str.lower, env.list("PUNTUALE_MAIL_BORDERS", [])))
MAIL_MAX_BYTES = 40 * 1024 * 1024

# News and bulletins go out little by little, behind everything else.
NEWS_AN_HOUR = env.int("PUNTUALE_NEWS_AN_HOUR", 300)

# --- Payments --------------------------------------------------------------------------------
# Stripe's secret key and the secret of its webhook; without them nobody is offered to pay by card.
# To try it out, a provider that moves no money stands in for it, on a machine of one's own.
STRIPE_KEY = env.str("PUNTUALE_STRIPE_KEY", "")
STRIPE_WEBHOOK_SECRET = env.str("PUNTUALE_STRIPE_WEBHOOK_SECRET", "")
PRETENDS_PAYMENTS = env.bool("PUNTUALE_PRETEND_PAYMENTS", False)
if PRETENDS_PAYMENTS and not LOOPBACK_HOSTS.issuperset(ALLOWED_HOSTS):
    raise ImproperlyConfigured("PUNTUALE_PRETEND_PAYMENTS gives for nothing what costs money.")
PAYMENT_PROVIDER = (
    "puntuale.interfaces.payments.stripe.Stripe"
    if STRIPE_KEY and STRIPE_WEBHOOK_SECRET
    else "puntuale.interfaces.payments.pretend.Pretend"
    if IS_DEMO or PRETENDS_PAYMENTS
    else ""
)

# --- Telephone --------------------------------------------------------------------------------
# Countries that are called back, as two letters each; without any, all of them.
CALL_COUNTRIES: frozenset[str] = frozenset(env.list("PUNTUALE_CALL_COUNTRIES", []))
# What a telephone system signs its messages with; without it none is believed.
TELEPHONY_SECRET = env.str("PUNTUALE_TELEPHONY_SECRET", "")

# --- What happens by itself ------------------------------------------------------------------
EFFECTS = effects.EFFECTS
OUTWARD_EFFECTS = effects.OUTWARD_EFFECTS
PREPARED_EFFECTS = effects.PREPARED_EFFECTS
CLOSURE_MAIL = effects.CLOSURE_MAIL
NEWS_MAIL = effects.NEWS_MAIL
MAIL_WORDS = effects.MAIL_WORDS
TRY_MAILBOX = effects.TRY_MAILBOX
GRANTING = effects.GRANTING
TRIAL_MAIL = effects.TRIAL_MAIL
ROUNDS = effects.ROUNDS
LASTING_ROUNDS = effects.LASTING_ROUNDS
JOBS_APART = effects.JOBS_APART
WORKER_LEASE_SECONDS = env.float("PUNTUALE_LEASE_SECONDS", 20)

# --- Languages and time -----------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("it", "Italiano")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [PACKAGE / "config" / "locale"]

# --- Watching it ------------------------------------------------------------------------------
CSRF_FAILURE_VIEW = "puntuale.interfaces.operations.views.errors.stale_form"
# Who shows it may read /metrics; without one, only this machine may.
METRICS_TOKEN = env.str("PUNTUALE_METRICS_TOKEN", "")

# --- Logs -------------------------------------------------------------------------------------
LOG_JSON = env.bool("PUNTUALE_LOG_JSON", False)
LOGGING_CONFIG = "puntuale.config.logs.configure"
LOGGING = {"json": LOG_JSON, "level": env.str("PUNTUALE_LOG_LEVEL", "INFO")}
