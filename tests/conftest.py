"""For all tests but the core's, which have their own."""

import gc

import pytest
import time_machine
from django.utils import translation
from hypothesis import HealthCheck, settings

from puntuale.config.catalogues import compile_catalogues
from tests.cast import NOON, Cast, gather
from tests.environment.browser import real_chromium
from tests.environment.copied import copied_database

# No machine is so slow that a property is wrong.
settings.register_profile("puntuale", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("puntuale")


def pytest_configure(config):
    # Once, before the processes of a parallel run start.
    if not hasattr(config, "workerinput"):
        compile_catalogues()


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is loaded for all tests is no garbage, now or in any of them."""
    looks = gc.isenabled()
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        if looks:
            gc.enable()


@pytest.fixture(autouse=True)
def one_day(request):
    """The clock of a test goes on from noon of one day, whatever the date of the machine is.

    Only what watches whole installations at work has the machine's clock, as they have.
    """
    if {"journey", "kills"} & {mark.name for mark in request.node.iter_markers()}:
        yield
        return
    with time_machine.travel(NOON):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In place of Django's, which would migrate once in each process."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.fixture(autouse=True)
def speaks_english_afterwards():
    """A page answered in one language leaves it chosen for whatever the thread does next."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def chromium():
    """The one real browser of a process: a second one beside it could not be driven."""
    with real_chromium() as browser:
        yield browser
