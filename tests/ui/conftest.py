"""The shell alone: styles and scripts as they lie in the folder, and words in both languages."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation

STATES = Path(__file__).parent / "states" / "templates"
# What the doors add to the context of every page is theirs to test, and needs a database.
PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
    "puntuale.config.context.shell",
]


def the_shell_alone(static_root):
    """The settings under which pages are drawn here."""
    templates = settings.TEMPLATES[0]
    options = {**templates["OPTIONS"], "context_processors": PROCESSORS}
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return override_settings(
        TEMPLATES=[{**templates, "DIRS": [STATES], "OPTIONS": options}],
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        STATIC_ROOT=static_root,
    )


@pytest.fixture(scope="module", autouse=True)
def _the_shell_alone(tmp_path_factory):
    with the_shell_alone(tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture
def said_in():
    """`said_in("it", function)`: what the function says to an Italian reader."""

    def say(language, function):
        with translation.override(language):
            return function()

    return say
