"""A customer reads when we are closed: on the first page, and beside the promise of a new request."""

from datetime import date

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.closures import announce_closure, withdraw_closure
from puntuale.apps.agreements.models import Agreement, Closure
from puntuale.apps.agreements.starters import starter
from tests.cast import FOUNDED, Cast, covered, in_force, rome

NOON = rome("2026-11-23 12:00")


@pytest.fixture
def closure(cast: Cast, time_machine: TimeMachineFixture) -> Closure:
    """Tessitura Brembo is concerned, Alpine Optics is not."""
    time_machine.move_to(rome("2026-11-23 12:30"), tick=False)
    suite = Agreement.objects.create(code="suite-sla")
    text = starter("suite-sla").replace("closures:  ", "closures:\n      - vendor\n      #", 1)
    draft = keep_draft(suite, text, by=None, at=FOUNDED)
    activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)
    covered(cast.brembo, suite, deployment="cloud")
    covered(cast.alpine, in_force("direct-support"))
    return announce_closure(
        code="strike",
        first_date=date(2026, 11, 30),
        last_date=date(2026, 12, 2),
        availability=[{"date": "2026-12-01", "hours": ["09:00-13:00"]}],
        by=cast.elena,
        at=NOON,
    )


def read(client: Client, cast: Cast, address: str) -> str:
    assert cast.giulia.user is not None
    client.force_login(cast.giulia.user)
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/new/"])
def test_whom_it_concerns_reads_of_it(
    client: Client, cast: Cast, closure: Closure, address: str
) -> None:
    page = read(client, cast, address)

    assert "Chiuso: 30 novembre – 2 dicembre." in page
    assert "Aperto nel frattempo: martedì 1° dicembre 09:00 – 13:00." in page


@pytest.mark.parametrize("address", ["/", "/new/"])
def test_whom_it_does_not_concern_reads_nothing(
    client: Client, cast: Cast, closure: Closure, address: str
) -> None:
    assert cast.maja.user is not None
    client.force_login(cast.maja.user)

    assert "30 November" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/new/"])
def test_what_was_withdrawn_or_is_over_is_no_news(
    client: Client,
    cast: Cast,
    closure: Closure,
    time_machine: TimeMachineFixture,
    address: str,
) -> None:
    time_machine.move_to(rome("2026-12-03 12:00"), tick=False)
    over = read(client, cast, address)
    time_machine.move_to(rome("2026-11-23 14:00"), tick=False)
    withdraw_closure(closure, by=cast.elena, at=rome("2026-11-23 13:00"))
    withdrawn = read(client, cast, address)

    assert "30 novembre" not in over
    assert "30 novembre" not in withdrawn
