"""What the tests of this door share: the cast under its agreements, and browsers with some of them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, covered, in_force, rome

SignedIn = Callable[[User | Contact], Client]
MONDAY = rome("2026-11-23 10:00")


@pytest.fixture(autouse=True)
def nothing_asked_before(db: None) -> None:
    """Rate limits count in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture(autouse=True)
def monday_noon(time_machine: TimeMachineFixture) -> None:
    """The day of the design: what was asked at ten has run for two hours."""
    time_machine.move_to(rome("2026-11-23 12:00"))


@pytest.fixture
def signed_in(cast: Cast) -> SignedIn:
    """A browser of somebody, signed in, answered in their own language."""

    def browser(person: User | Contact) -> Client:
        client = Client()
        client.force_login(person.user if isinstance(person, Contact) else person)
        return client

    return browser


@pytest.fixture
def agreements(cast: Cast) -> None:
    """Standard support for everybody; the suite's service levels for Tessitura Brembo."""
    in_force("standard-services", standard=True)
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")


def ask(contact: Contact, *, at: datetime = MONDAY, **facts: object) -> Ticket:
    """A request of `contact` by the portal."""
    words = {"subject": "Wrong VAT code", "text": "Code 22 instead of AE."} | facts
    request = NewRequest(
        contact=contact,
        channel=Ticket.Channel.PORTAL,
        language=contact.language,
        **words,  # type: ignore[arg-type]
    )
    return open_ticket(request, at=at)


def text_of(answer: object) -> str:
    """What stands on the page."""
    return answer.content.decode()  # type: ignore[attr-defined]
