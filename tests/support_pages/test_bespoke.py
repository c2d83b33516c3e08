"""Five severities, each handled or held by day and hour: the agreement's matrix, through the doors."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, covered, in_force
from tests.support_pages.doors import Doors, due, only_ticket, state


def london(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)


@pytest.fixture(autouse=True)
def agreement(cast: Cast) -> None:
    covered(cast.alpine, in_force("bespoke")).products.set([cast.portal])


def asks(doors: Doors, cast: Cast, severity: str, at: str) -> str:
    doors.at_instant(london(at))
    return doors.portal(cast.maja).asks(
        product=f"product-{cast.portal.pk}",
        subject="Nobody gets in",
        text="Since now.",
        severity=severity,
    )


def test_a_failed_system_is_handled_on_christmas_day(doors: Doors, cast: Cast) -> None:
    asks(doors, cast, "S1", "2026-12-25 15:00")

    assert due(only_ticket(), "response") == london("2026-12-25 16:00")
    assert state(only_ticket(), "response") == "running"
    (told,) = doors.told(cast.maja)
    assert told.subject == "[1001] You get a first reply by Fri 25 Dec 16:00"


def test_an_impaired_operation_on_saturday_is_held_and_she_is_told_until_when_and_why(
    doors: Doors, cast: Cast
) -> None:
    page = asks(doors, cast, "S3", "2026-11-28 10:00")

    held = "severity S3 is handled in office hours"
    assert state(only_ticket(), "response") == "held"
    assert due(only_ticket(), "response") == london("2026-11-30 17:00")
    assert "Held until Monday 09:00" in page
    assert held in page
    assert held in doors.desk(cast.elena).reads(f"/desk/tickets/{only_ticket().number}/")
    (told,) = doors.told(cast.maja)
    assert held in told.text


def test_a_malfunction_of_friday_night_waits_over_the_weekend(doors: Doors, cast: Cast) -> None:
    asks(doors, cast, "S2", "2026-11-27 23:00")

    assert due(only_ticket(), "response") == london("2026-11-30 12:00")


def test_what_she_called_grave_and_was_not_is_held_from_then_on(doors: Doors, cast: Cast) -> None:
    asks(doors, cast, "S1", "2026-11-28 02:00")
    number = only_ticket().number

    doors.at_instant(london("2026-11-28 02:20")).desk(cast.elena).sends(
        f"/desk/tickets/{number}/class/",
        severity="S3",
        cause="correction",
        reason="One person is slow, everybody else works",
    )

    assert state(only_ticket(), "response") == "held"
    assert "Held until Monday 09:00" in doors.portal(cast.maja).reads(f"/requests/{number}/")


def test_other_products_are_not_under_it(doors: Doors, cast: Cast) -> None:
    doors.portal(cast.maja).asks(
        product=f"product-{cast.planner.pk}", subject="Print", text="It prints nothing."
    )

    assert only_ticket().version is None
    assert "it covers other products" in doors.desk(cast.elena).reads(
        f"/desk/tickets/{Ticket.objects.get().number}/"
    )
