"""Gold: bugs by mail and a patch on the established date. Platinum: the telephone as well."""

import pytest

from puntuale.apps.agreements.actions import begin_with
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.tickets.models import Ticket
from tests.cast import FOUNDED, Cast, covered, rome
from tests.support_pages.doors import Doors, due, only_ticket, state


@pytest.fixture(autouse=True)
def agreements(cast: Cast) -> None:
    begin_with("platinum", by=None, at=FOUNDED)
    covered(cast.brembo, Agreement.objects.get(code="gold"), deployment="premises")
    covered(cast.alpine, Agreement.objects.get(code="platinum"), deployment="premises")


def reports_a_bug(doors: Doors, cast: Cast) -> int:
    doors.mail(cast.giulia, "Somma errata", "La somma degli ordini è errata quando c'è uno sconto.")
    doors.desk(cast.elena).sends(
        f"/desk/tickets/{only_ticket().number}/class/",
        type="bug",
        cause="correction",
        reason="",
    )
    return only_ticket().number


def promises(doors: Doors, cast: Cast, number: int, instant: str, reason: str = "") -> str:
    return doors.desk(cast.elena).sends(
        f"/desk/tickets/{number}/promise/", metric="patch", due_at=instant, reason=reason
    )


def test_a_patch_is_promised_for_a_date_moved_with_a_reason_and_met(
    doors: Doors, cast: Cast
) -> None:
    number = reports_a_bug(doors, cast)
    assert due(only_ticket(), "patch") is None
    doors.told(cast.giulia)

    promises(doors, cast, number, "2026-12-01T18:00")
    assert due(only_ticket(), "patch") == rome("2026-12-01 18:00")
    assert "1 dicembre" in doors.told(cast.giulia)[-1].text.replace("1° dicembre", "1 dicembre")

    doors.at("2026-11-30 12:00")
    promises(doors, cast, number, "2026-12-03T18:00", reason="Una prova non è riuscita")
    assert due(only_ticket(), "patch") == rome("2026-12-03 18:00")
    page = doors.portal(cast.giulia).reads(f"/requests/{number}/")
    assert "Una prova non è riuscita" in page
    assert "Una prova non è riuscita" in doors.told(cast.giulia)[-1].text

    doors.at("2026-12-03 12:00").desk(cast.elena).sends(
        f"/desk/tickets/{number}/reply/", text="La correzione è nella 7.3.", then="resolve"
    )
    assert state(only_ticket(), "patch") == "met"


def test_a_promise_is_not_moved_without_a_reason(doors: Doors, cast: Cast) -> None:
    number = reports_a_bug(doors, cast)
    promises(doors, cast, number, "2026-12-01T18:00")

    page = promises(doors, cast, number, "2026-12-03T18:00")

    assert due(only_ticket(), "patch") == rome("2026-12-01 18:00")
    assert "reason" in page.lower()


def test_help_with_use_is_refused_and_platinum_is_named(doors: Doors, cast: Cast) -> None:
    giulia = doors.portal(cast.giulia)
    board = giulia.client.post("/new/", {"type": "usage", "show": "1", "product": ""})

    assert "Platinum" in board.content.decode()


def test_platinum_takes_calls_and_gold_does_not(doors: Doors, cast: Cast) -> None:
    desk = doors.desk(cast.elena)
    call = {"channel": "phone", "language": "en", "subject": "How", "text": "How do I export?"}

    desk.sends("/desk/tickets/new/", email=cast.maja.email, **call)
    assert Ticket.objects.filter(closed_at=None).count() == 1
    desk.sends("/desk/tickets/new/", email=cast.giulia.email, **call)

    assert Ticket.objects.filter(closed_at=None).count() == 1
