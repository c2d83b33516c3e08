"""The words as people read them, in both languages; styles and scripts as they lie in the folder."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _plain_static_files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def said_in():
    """`said_in("it", function)`: what the function says to an Italian reader."""

    def say(language, function):
        with translation.override(language):
            return function()

    return say
