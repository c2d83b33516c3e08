"""The words are tested as people read them: compiled, in both languages."""

import pytest
from django.utils import translation

from puntuale.config.catalogues import compile_catalogues


@pytest.fixture(scope="session", autouse=True)
def _catalogues():
    compile_catalogues()


@pytest.fixture
def said_in():
    """`said_in("it", function)`: what the function says to an Italian reader."""

    def say(language, function):
        with translation.override(language):
            return function()

    return say
