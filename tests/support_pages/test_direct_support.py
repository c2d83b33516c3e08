"""Direct support: for registered users, by the portal, within 24 elapsed hours."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, covered, in_force
from tests.support_pages.doors import Doors, due, only_ticket, state


def ljubljana(wall: str) -> datetime:
    zone = ZoneInfo("Europe/Ljubljana")
    return datetime.fromisoformat(wall).replace(tzinfo=zone).astimezone(UTC)


@pytest.fixture(autouse=True)
def agreement(cast: Cast) -> None:
    covered(cast.alpine, in_force("direct-support"))


def test_the_night_the_clocks_change_has_its_own_length(doors: Doors, cast: Cast) -> None:
    doors.at_instant(ljubljana("2027-03-27 12:00")).portal(cast.maja).asks(
        subject="Terminal", text="It does not ring.", serial_number="0"
    )

    assert due(only_ticket(), "response") == ljubljana("2027-03-28 13:00")


def test_most_are_answered_sooner_and_that_is_an_aim(doors: Doors, cast: Cast) -> None:
    page = (
        doors.at("2026-11-23 10:00")
        .portal(cast.maja)
        .asks(subject="Terminal", text="It does not ring.")
    )

    assert due(only_ticket(), "response", binding=False) == ljubljana("2026-11-23 22:00")
    assert due(only_ticket(), "callback") == ljubljana("2026-11-24 10:00")
    doors.at("2026-11-23 23:00")
    assert state(only_ticket(), "response") == "running"
    assert "Most" in page


def test_mail_is_for_answers_alone_and_the_portal_is_named(doors: Doors, cast: Cast) -> None:
    doors.mail(cast.maja, "Terminal", "Since this morning the terminal does not ring any more.")

    assert only_ticket().state == Ticket.State.REJECTED
    (told,) = doors.told(cast.maja)
    assert "By mail you can only answer to requests that are open." in told.text
    assert "/new/" in told.text
