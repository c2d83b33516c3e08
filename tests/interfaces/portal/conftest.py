"""What the tests of this door share: the cast, and browsers in which some of them are signed in."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from tests.cast import Cast

SignedIn = Callable[[User | Contact], Client]


@pytest.fixture(autouse=True)
def nothing_asked_before(db: None) -> None:
    """Rate limits count in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def signed_in(cast: Cast) -> SignedIn:
    """A browser of somebody, signed in, answered in their own language."""

    def browser(person: User | Contact) -> Client:
        client = Client()
        client.force_login(person.user if isinstance(person, Contact) else person)
        return client

    return browser
