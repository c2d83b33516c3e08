"""The product's settings over data of the test run's own, and what makes tests fast."""

import os
import tempfile

# The processes of a parallel run take it over from the first.
if "PUNTUALE_DATA" not in os.environ:
    os.environ["PUNTUALE_DATA"] = tempfile.mkdtemp(prefix="puntuale-tests-")

from puntuale.config.settings import *  # noqa: F403

# Files as they lie in the source: nothing is collected before a test. The journeys run over
# collected ones, where a name that is not there breaks the page.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# No test reads, writes or clears away the files of an installation, or of another process.
STORAGES["attachments"] = {  # noqa: F405
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": str(DATA_DIRECTORY / f"attachments-{os.getpid()}")},  # noqa: F405
}
# A password in a test need not be hard to guess.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
