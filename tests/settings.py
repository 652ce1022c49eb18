"""The product's settings, with a quick password hasher and a test database in a file of its own."""

import os

os.environ.setdefault("AVOW_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")

from avow.config.settings import *  # noqa: F403
from avow.config.settings import AVOW_HOME, DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(AVOW_HOME / "test.sqlite3")}
    # Nothing here need survive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
INSTALLED_APPS += ["avow.ledger.tests.sample"]  # noqa: F405
STATIC_ROOT, WHITENOISE_USE_FINDERS = None, True
