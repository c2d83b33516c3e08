"""Standard support: bugs free, the rest estimated first; no requests by telephone."""

import pytest

from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, covered, in_force, rome
from tests.support_pages.doors import Doors, due, only_ticket, state


@pytest.fixture(autouse=True)
def agreement(cast: Cast) -> None:
    in_force("standard-services", standard=True)


def test_a_bug_by_mail_is_promised_within_a_working_day(doors: Doors, cast: Cast) -> None:
    doors.mail(cast.maja, "Wrong VAT code", "Since this morning invoices carry the wrong VAT code.")

    (told,) = doors.told(cast.maja)
    assert told.subject == "[1001] We answer by Tue 24 Nov 10:00"
    assert "Nothing is charged before you accept an estimate." in told.text


def test_answering_keeps_the_promise(doors: Doors, cast: Cast) -> None:
    doors.mail(cast.maja, "Wrong VAT code", "Since this morning invoices carry the wrong VAT code.")
    number = only_ticket().number

    doors.at("2026-11-23 10:41").desk(cast.davide).sends(
        f"/desk/tickets/{number}/reply/", text="It is mended in 7.3.", then="keep"
    )

    assert state(only_ticket(), "answer") == "met"
    assert "Answered at 10:41, 23 h 19 before it was due." in doors.portal(cast.maja).reads(
        f"/requests/{number}/"
    )


def test_when_a_bug_will_be_closed_is_indicated_and_binds_nobody(doors: Doors, cast: Cast) -> None:
    doors.mail(cast.maja, "Wrong VAT code", "Since this morning invoices carry the wrong VAT code.")
    number = only_ticket().number

    doors.desk(cast.davide).sends(
        f"/desk/tickets/{number}/promise/",
        metric="resolution",
        due_at="2026-12-04T18:00",
        reason="",
    )

    page = doors.portal(cast.maja).reads(f"/requests/{number}/")
    assert "Expected" in page
    assert "This is an indication, not a promise." in page
    doors.desk(cast.davide).sends(
        f"/desk/tickets/{number}/reply/", text="We know why.", then="keep"
    )
    doors.at("2026-12-07 10:00")
    assert "We are late" not in doors.portal(cast.maja).reads(f"/requests/{number}/")


@pytest.mark.parametrize("kind", ["T2", "T3"])
def test_what_costs_waits_for_an_estimate(doors: Doors, cast: Cast, kind: str) -> None:
    maja = doors.portal(cast.maja)
    board = maja.client.post("/new/", {"type": kind, "show": "1", "product": ""})

    page = maja.asks(subject="The server is slow", text="Since Friday.", type=kind)

    assert "estimate" in board.content.decode()
    assert "estimate" in page


def test_a_problem_in_a_system_we_maintain_is_answered_within_three_working_days(
    doors: Doors, cast: Cast
) -> None:
    doors.portal(cast.maja).asks(subject="The server is slow", text="Since Friday.", type="T2")

    assert due(only_ticket(), "answer") == rome("2026-11-26 10:00")


def test_waiting_for_access_stops_the_clock(doors: Doors, cast: Cast) -> None:
    doors.portal(cast.maja).asks(subject="The server is slow", text="Since Friday.", type="T2")
    desk, number = doors.desk(cast.davide), only_ticket().number

    doors.at("2026-11-23 15:00")
    desk.sends(f"/desk/tickets/{number}/wait/", state="waiting_access", reason="")
    doors.at("2026-11-25 11:00")
    desk.sends(f"/desk/tickets/{number}/resumption/")

    assert due(only_ticket(), "answer") == rome("2026-11-27 15:00")


def test_consultancy_may_be_refused_as_unfeasible_and_she_is_told(doors: Doors, cast: Cast) -> None:
    doors.portal(cast.maja).asks(subject="A driver for OS/2", text="Please.", type="T3")
    number = only_ticket().number
    doors.told(cast.maja)

    doors.desk(cast.elena).sends(
        f"/desk/tickets/{number}/rejection/", reason="technically_unfeasible", text=""
    )

    assert only_ticket().state == Ticket.State.REJECTED
    (told,) = doors.told(cast.maja)
    assert "technically" in told.text
    assert "technically" in doors.portal(cast.maja).reads(f"/requests/{number}/")


def test_no_request_is_born_from_a_telephone_call(doors: Doors, cast: Cast) -> None:
    page = doors.desk(cast.elena).sends(
        "/desk/tickets/new/",
        email=cast.maja.email,
        channel="phone",
        language="en",
        subject="Printer",
        text="No print.",
    )

    assert "Requests cannot be opened by telephone" in page
    assert not Ticket.objects.filter(closed_at=None).exists()


def test_a_stranger_asks_by_the_public_form(doors: Doors, cast: Cast) -> None:
    stranger = doors.anybody()
    assert "by Tuesday 10:00" in stranger.reads("/request/")

    stranger.sends(
        "/request/",
        name="Sara",
        email="sara@sartor.example",
        company="",
        product="",
        subject="Printer",
        text="It prints nothing.",
    )

    assert due(only_ticket(), "answer") == rome("2026-11-24 10:00")


def test_a_dedicated_contract_beats_the_standard_one(doors: Doors, cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")

    doors.portal(cast.giulia).asks(subject="Fermo", text="Tutto.", type="bug", severity="P1")

    page = doors.desk(cast.elena).reads(f"/desk/tickets/{only_ticket().number}/")
    assert "Covered by Suite support and SLA" in page
    assert "Standard Support Services" in page
