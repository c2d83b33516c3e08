"""What the agreement leaves to the desk, done on the page of a request: dates, levels, reasons."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from puntuale.apps.tickets.actions.deciding import classify
from puntuale.apps.tickets.models import Ticket
from tests.apps.partners.reseller import a_partner, sold_upgrades
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.desk.pages import part, text_of


@pytest.fixture(autouse=True)
def eleven() -> Iterator[None]:
    with time_machine.travel(rome("2026-11-23 11:00"), tick=False):
        yield


@pytest.fixture
def elena(client: Client, cast: Cast) -> Client:
    client.force_login(cast.elena)
    return client


def address(ticket: Ticket, deed: str = "") -> str:
    return f"/desk/tickets/{ticket.number}/{deed}"


@pytest.fixture
def bug(cast: Cast) -> Ticket:
    covered(cast.brembo, in_force("gold"))
    return asked(cast, product=cast.planner, type="bug")


@pytest.fixture
def wrong(cast: Cast) -> Ticket:
    in_force("standard-services", standard=True)
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    return asked(cast, product=cast.portal, type="T1")


def test_a_date_is_named_and_moved_where_the_agreement_waits_for_one(
    elena: Client, bug: Ticket
) -> None:
    assert "Name a date" in text_of(elena.get(address(bug)))

    elena.post(address(bug, "promise/"), {"metric": "patch", "due_at": "2026-11-27T18:00"})
    shown = text_of(elena.get(address(bug)))
    assert "Elena Riva promised the patch for Fri 18:00." in shown
    assert "Move the date" in shown

    moved = {"metric": "patch", "due_at": "2026-12-04T18:00", "reason": "A second fault."}
    elena.post(address(bug, "promise/"), moved)
    shown = text_of(elena.get(address(bug)))
    assert "moved the patch from Fri 18:00 to Fri 4 Dec 18:00. “A second fault.”" in shown


def test_a_date_is_not_moved_without_a_reason(elena: Client, bug: Ticket) -> None:
    for day in ("27", "28"):
        elena.post(address(bug, "promise/"), {"metric": "patch", "due_at": f"2026-11-{day}T18:00"})

    assert "Say why. The customer is told." in text_of(elena.get(address(bug)))
    assert bug.events.filter(kind="promised").count() == 1


def test_a_release_keeps_the_promise(elena: Client, bug: Ticket) -> None:
    elena.post(address(bug, "promise/"), {"metric": "patch", "due_at": "2026-11-27T18:00"})

    elena.post(address(bug, "release/"), {"name": "5.2.1"})

    shown = text_of(elena.get(address(bug)))
    assert "Elena Riva released the patch: 5.2.1." in shown
    assert "Promise kept: patch" in shown
    assert "Move the date" not in shown


def test_a_date_that_binds_nobody_is_expected(elena: Client, wrong: Ticket) -> None:
    elena.post(address(wrong, "class/"), {"type": "T3", "cause": "correction"})
    assert "Expected on" in text_of(elena.get(address(wrong)))

    elena.post(address(wrong, "promise/"), {"metric": "resolution", "due_at": "2026-12-04T18:00"})

    assert "Elena Riva expects the solution on Fri 4 Dec 18:00." in text_of(
        elena.get(address(wrong))
    )


def test_a_level_is_passed_on_with_its_reason(elena: Client, cast: Cast) -> None:
    sold_upgrades(cast)
    a_partner("Rivenditore", cast.brembo)
    ticket = asked(cast, product=cast.planner)
    assert "L1, with the partner" in text_of(elena.get(address(ticket)))

    elena.post(address(ticket, "level/"), {"level": "L2", "reason": "A fault of the program."})

    shown = text_of(elena.get(address(ticket)))
    assert "L2, with the vendor" in shown
    assert "Passed from L1 to L2 by Elena Riva. “A fault of the program.”" in shown


def test_a_request_that_must_be_accepted_is_accepted(elena: Client, wrong: Ticket) -> None:
    header = part(elena.get(address(wrong)), "Reply r", "Reclassify")

    assert "Accept" in header
    assert "Take charge" not in header


def test_the_reasons_to_refuse_are_those_of_the_agreement(elena: Client, wrong: Ticket) -> None:
    form = part(elena.get(address(wrong)), "Do not accept", "The customer is told the reason.")

    assert "Technically unfeasible Outside what the agreement covers" in form
    assert "competence" not in form


def test_refusing_by_a_type_that_ends_the_request(elena: Client, cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    ticket = asked(cast, product=cast.planner, type="bug", severity="P1")
    assert "Not within our jurisdiction" not in part(
        elena.get(address(ticket)), "Reclassify", "Show what changes"
    )

    elena.post(address(ticket, "rejection/"), {"reason": "not_ours", "text": "Ask the printer."})

    shown = text_of(elena.get(address(ticket)))
    assert "Not accepted by Elena Riva. Not within our jurisdiction. Ask the printer." in shown


def test_what_another_type_would_change_is_shown_without_scripts(
    elena: Client, bug: Ticket
) -> None:
    form = {"type": "usage", "cause": "correction"}

    shown = text_of(elena.post(address(bug, "class/preview/"), form))

    assert "The agreement would not take it on: Not covered by Gold Support: it covers" in shown
    assert "Patch: no date yet → nothing promised" in shown
    assert bug.events.filter(kind="classified").count() == 0


def test_another_product_shows_what_changes_and_then_changes_it(
    elena: Client, cast: Cast, wrong: Ticket
) -> None:
    form = {"organisation": cast.brembo.pk, "product": cast.planner.pk}

    shown = text_of(elena.post(address(wrong, "subject/"), {**form, "show": ""}))

    assert "Standard Support Services, version 1 → Suite support and SLA, version 1" in shown
    assert "Answer: Tue 10:00 → nothing promised" in shown
    assert "Solution: nothing promised → Tue 10:00" in shown
    assert not wrong.events.filter(kind="moved").exists()

    done = {**form, "move": "", "reason": "She meant the suite."}
    assert elena.post(address(wrong, "subject/"), done).status_code == 302

    shown = text_of(elena.get(address(wrong)))
    assert "Order Portal → Officina Suite. “She meant the suite.”" in shown
    assert "Covered by Suite support and SLA, version 1" in shown


def test_another_product_is_not_set_without_a_reason(
    elena: Client, cast: Cast, wrong: Ticket
) -> None:
    form = {"organisation": cast.brembo.pk, "product": cast.planner.pk, "move": ""}

    refused = elena.post(address(wrong, "subject/"), form)

    assert refused.status_code == 422
    assert "Say why. The customer is told." in text_of(refused)


def test_the_history_calls_a_class_as_people_do(elena: Client, cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    ticket = asked(cast, product=cast.planner, type="bug", severity="P1")
    facts = {"type": "helpdesk", "severity": "P3", "cause": "correction", "by": cast.elena}
    classify(ticket, **facts, at=rome("2026-11-23 10:10"))

    shown = text_of(elena.get(address(ticket)))

    assert "The customer proposed Bug or malfunction P1." in shown
    assert "Set to Help desk P3 by Elena Riva, from the start." in shown


def test_why_this_agreement_covers_it_and_no_other(elena: Client, cast: Cast) -> None:
    in_force("standard-services", standard=True)
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    covered(cast.brembo, in_force("gold"), ends_on="2026-10-31")
    ticket = asked(cast, product=cast.planner, type="bug", severity="P1")

    shown = part(elena.get(address(ticket)), "Covered by", "Another customer")

    assert "because it was in force on Mon 23 Nov 10:00 (since 1 Jan 2026)" in shown
    assert "because Officina Suite is in its scope and runs in our cloud" in shown
    assert "because “Bug or malfunction” is taken on: “Charges”, row 1" in shown
    assert "not by Gold Support: ended 31 Oct 2026" in shown
    assert "not by Standard Support Services: also valid, but a dedicated agreement" in shown


def test_what_the_agreement_refuses_stands_first(elena: Client, bug: Ticket) -> None:
    elena.post(address(bug, "class/"), {"type": "usage", "cause": "correction"})

    shown = part(elena.get(address(bug)), "Not taken on by Gold Support", "Another customer")

    assert shown.startswith(
        "Not taken on by Gold Support, version 1 because of “Charges”, row 4: Support in using"
    )
