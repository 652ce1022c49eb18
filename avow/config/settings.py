"""Django's settings, from the environment (see `environment.py`)."""

from pathlib import Path

from csp.constants import NONE, SELF

from avow.config import environment

AVOW_HOME = environment.home()
AVOW_POLICIES = environment.policies()
AVOW_SECURE = environment.flag("AVOW_SECURE", default=False)

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = environment.secret_key(AVOW_HOME)
DEBUG = False
ALLOWED_HOSTS = environment.hosts()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
    "avow.jobs",
    "avow.ledger",
    "avow.retention",
    "avow.rates",
    "avow.people",
    "avow.counterparties",
    "avow.access",
    "avow.adoptions",
    "avow.disclosures",
    "avow.local_rules",
    "avow.gifts",
    "avow.leave",
    "avow.imports",
    "avow.notices",
    "avow.certifications",
    "avow.questions",
    "avow.reviews",
    "avow.breaches",
    "avow.trials",
    "avow.web",
    "avow.demo",
    "avow.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "avow.web.sending_again.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "avow.web.no_policy.NoPolicyMiddleware",
    "avow.web.not_stored.NotStoredMiddleware",
]

ROOT_URLCONF = "avow.config.urls"
WSGI_APPLICATION = "avow.config.wsgi.application"

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
        },
    }
]

DATABASES = {"default": environment.database(AVOW_HOME)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["avow.access.signin.Backend"]
ACCOUNT_ADAPTER = "avow.access.signin.Adapter"
ACCOUNT_FORMS = {"login": "avow.access.forms.SignInForm", "change_password": "avow.access.forms.OwnPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Tries are counted by address and by the name typed, whether or not it exists, for all processes together (CACHES).
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,10/10m/key", "change_password": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.count("AVOW_TRUSTED_PROXIES", 0)
# The shared device for those without an account: whether there is one, what they type beside their code, and how often
# a code, and an address, may be tried.
AVOW_KIOSK = environment.flag("AVOW_KIOSK", default=True)
AVOW_KIOSK_FACT = environment.one_of("AVOW_KIOSK_FACT", ("number", "joined_on"))
ACCOUNT_RATE_LIMITS |= {"kiosk": "60/m/ip", "kiosk_failed": "20/m/ip,5/10m/key"}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

LANGUAGE_CODE = "en"
USE_I18N = True
TIME_ZONE = environment.time_zone()
USE_TZ = True

MAIL = environment.mail_server()
MAIL_FROM = environment.mail_from()
ADDRESS = environment.address()

STATIC_URL = "static/"
STATIC_ROOT = AVOW_HOME / "static"  # collected and compressed at each start of the service: avow.web.collecting
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": AVOW_HOME / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "css" / "tokens.css").exists()
WHITENOISE_AUTOREFRESH = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    "avow.disclosures.files.limits.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024  # one file of 10 MB and its form; nothing is ever laid down unsealed
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what was not read yet goes at sign-out

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = AVOW_SECURE
# With AVOW_SECURE a reverse proxy speaks TLS and says so; without it nobody's word for it counts.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if AVOW_SECURE else None
CSRF_FAILURE_VIEW = "avow.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if AVOW_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"timed": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "timed"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is not there, or not for the reader, is nothing to wake anybody for (4xx); what breaks is (5xx).
    "loggers": {"django.request": {"level": "ERROR"}},
}
