"""Levels of escalation: who is told, who goes on with it, and that each happens once."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from puntuale.apps.accounts.models import Team
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.examining import examine
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.agreements.starters import starter
from puntuale.apps.tickets.actions.appending import append
from puntuale.apps.tickets.actions.deciding import classify, close_ticket, resolve, take_charge
from puntuale.apps.tickets.actions.refreshing import wake
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.waiting import resume, wait_for
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent
from puntuale.apps.tickets.queries import events_visible_to
from puntuale.ui.conversation.events import event_sentence
from tests.apps.tickets.stories import asked
from tests.cast import FOUNDED, Cast, covered, rome

Suite = Callable[[str], Ticket]

# Asked on Monday at 10:00: a first reply by 11:00, half of it is over at 10:30.
EVERYTHING = """
  - {metric: response, at: 50 %, notify: assignee}
  - {metric: response, at: 100 %, notify: [team, manager], raise: true}
  - {metric: response, after: 1 wh, reassign: second LINE, notify: team}
"""


def in_force(rows: str) -> Agreement:
    document = starter("suite-sla").replace("\nnotify:", f"\nescalation: {rows}\nnotify:")
    agreement = Agreement.objects.create(code="suite-sla")
    draft = keep_draft(agreement, document, by=None, at=FOUNDED)
    activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)
    return agreement


@pytest.fixture
def suite(cast: Cast) -> Suite:
    """Giulia's request, given to Davide of the support team, under these rows of escalation."""
    second = Team.objects.create(name="Second line")
    second.members.add(cast.tone)

    def begin(rows: str) -> Ticket:
        covered(cast.brembo, in_force(rows), deployment="cloud")
        ticket = asked(cast)
        assign(
            ticket, to=cast.davide, team=cast.support, by=cast.elena, at=rome("2026-11-23 10:00")
        )
        Notice.objects.all().delete()
        return ticket

    return begin


def woken(ticket: Ticket, *hours: str) -> None:
    for hour in hours:
        wake(ticket, at=rome(f"2026-11-23 {hour}"))


def levels(ticket: Ticket) -> list[str]:
    events = ticket.events.filter(kind="escalated").order_by("sequence")
    return [event.data["moment"] for event in events]


def clause(row: int) -> str:
    return f"Escalation, row {row} of the agreement."


def notices() -> list[tuple[str, str]]:
    rows = Notice.objects.order_by("id").select_related("user")
    return [(row.user.name.split()[0], row.kind) for row in rows]


def test_each_level_tells_whom_it_names_at_its_instant(suite: Suite) -> None:
    ticket = suite(EVERYTHING)

    woken(ticket, "10:29")
    assert notices() == []
    woken(ticket, "10:30")
    assert notices() == [("Davide", "promise_near")]
    Notice.objects.all().delete()
    woken(ticket, "11:00", "11:01")

    assert notices() == [
        ("Davide", "promise_late"),
        ("Elena", "promise_late"),
        ("Tone", "promise_late"),
    ]


def test_the_next_level_is_what_the_clock_wakes_for(suite: Suite) -> None:
    ticket = suite(EVERYTHING)
    ticket.refresh_from_db()
    assert ticket.clock_wakes_at == rome("2026-11-23 10:30")

    woken(ticket, "10:30", "11:01")

    ticket.refresh_from_db()
    assert ticket.clock_wakes_at == rome("2026-11-23 12:00")


def test_a_level_hands_the_request_to_another_team_and_lets_its_person_go(suite: Suite) -> None:
    ticket = suite(EVERYTHING)

    woken(ticket, "10:30", "11:01")
    Notice.objects.all().delete()
    woken(ticket, "12:00")

    ticket.refresh_from_db()
    assert ticket.team is not None
    assert (ticket.team.name, ticket.assignee) == ("Second line", None)
    assert notices() == [("Tone", "promise_late")]


def test_a_level_raises_the_order_of_work(suite: Suite) -> None:
    ticket = suite(EVERYTHING)

    woken(ticket, "10:30", "11:02")

    ticket.refresh_from_db()
    assert ticket.raised_at == rome("2026-11-23 11:02")


def test_what_was_raised_is_marked_on_its_page_and_in_the_queue(
    suite: Suite, cast: Cast, client: Client
) -> None:
    ticket = suite(EVERYTHING)
    client.force_login(cast.elena)
    pages = ("/desk/", f"/desk/tickets/{ticket.number}/")
    assert not any("raised" in client.get(page).content.decode() for page in pages)

    woken(ticket, "10:30", "11:02")

    queue, page = (client.get(page).content.decode() for page in pages)
    assert "raised · Tessitura Brembo" in queue
    assert '<span class="plate plate--late">raised</span>' in page


def test_nothing_happens_twice_though_clocks_jump_and_histories_change(
    suite: Suite, cast: Cast
) -> None:
    ticket = suite(EVERYTHING)
    woken(ticket, "10:30")

    woken(ticket, "09:00", "10:30", "10:31")
    wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.davide, at=rome("2026-11-23 10:40"))
    resume(ticket, by=cast.davide, at=rome("2026-11-23 10:50"))
    woken(ticket, "10:55")

    assert levels(ticket) == ["50 %"]


def test_the_database_refuses_the_same_level_a_second_time(suite: Suite) -> None:
    ticket = suite(EVERYTHING)
    woken(ticket, "10:30")
    event = ticket.events.get(kind="escalated")

    with pytest.raises(IntegrityError), transaction.atomic():
        append(ticket, TicketEvent.Kind.ESCALATED, at=event.at, key=event.key)


def test_missed_levels_follow_in_order_and_each_person_is_told_of_the_last(suite: Suite) -> None:
    ticket = suite(EVERYTHING)

    woken(ticket, "14:30", "14:31")

    assert levels(ticket) == ["50 %", "100 %", "after 1 wh"]
    assert sorted(notices()) == [
        ("Davide", "promise_late"),
        ("Elena", "promise_late"),
        ("Tone", "promise_late"),
    ]
    late = event_sentence(ticket.events.filter(kind="escalated").first())
    assert "Done 4 hours late" in late


def test_what_waits_for_the_customer_escalates_only_once_it_goes_on(
    suite: Suite, cast: Cast
) -> None:
    ticket = suite(EVERYTHING)
    wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.davide, at=rome("2026-11-23 10:20"))
    ticket.refresh_from_db()
    assert ticket.clock_wakes_at is None

    resume(ticket, by=cast.davide, at=rome("2026-11-23 12:00"))

    ticket.refresh_from_db()
    assert ticket.clock_wakes_at == rome("2026-11-23 12:10")


@pytest.mark.parametrize("end", [resolve, close_ticket, take_charge])
def test_what_is_done_escalates_no_more(suite: Suite, cast: Cast, end: Callable[..., None]) -> None:
    ticket = suite(EVERYTHING)
    end(ticket, by=cast.davide, at=rome("2026-11-23 10:29"))
    Ticket.objects.update(clock_wakes_at=rome("2026-11-23 10:29"))

    woken(ticket, "12:30")

    # A reply is promised still where only the solution came; a closed request promises nothing.
    assert levels(ticket) == (["50 %", "100 %", "after 1 wh"] if end is resolve else [])


def test_a_correction_is_a_new_count_with_levels_of_its_own(suite: Suite, cast: Cast) -> None:
    ticket = suite(EVERYTHING)
    woken(ticket, "10:30")

    classify(
        ticket,
        type="bug",
        severity="P2",
        cause="correction",
        by=cast.elena,
        at=rome("2026-11-23 10:40"),
    )
    woken(ticket, "12:00", "15:00")

    assert levels(ticket) == ["50 %", "50 %"]


def test_where_nobody_is_assigned_the_team_is_told(suite: Suite, cast: Cast) -> None:
    ticket = suite(EVERYTHING)
    assign(ticket, to=None, team=cast.support, by=cast.elena, at=rome("2026-11-23 10:05"))

    woken(ticket, "10:30")

    assert [who for who, _ in notices()] == ["Davide", "Elena", "Tone"]


def test_a_restricted_request_is_told_only_to_those_who_may_see_it(
    suite: Suite, cast: Cast
) -> None:
    ticket = suite(EVERYTHING)
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)

    woken(ticket, "11:01")

    assert notices() == [("Tone", "promise_late")]


def test_every_manager_is_told_who_may_still_sign_in(suite: Suite, cast: Cast) -> None:
    ticket = suite("[{at: 50 %, metric: response, notify: manager}]")
    cast.tone.role = cast.admin.role = Role.MANAGER
    cast.admin.is_active = False
    cast.tone.save()
    cast.admin.save()

    woken(ticket, "10:30")

    assert [who for who, _ in notices()] == ["Elena", "Tone"]


def test_a_team_that_is_gone_is_named_and_nothing_is_reassigned(suite: Suite) -> None:
    ticket = suite(EVERYTHING)
    Team.objects.filter(name="Second line").update(name="Nights")

    woken(ticket, "10:30", "11:01", "12:00")

    ticket.refresh_from_db()
    assert ticket.team is not None
    assert ticket.team.name == "Support"
    last = ticket.events.filter(kind="escalated").last()
    assert event_sentence(last) == (
        "Promise late by 1 working hour: first reply. "
        "It should go to second LINE, but no team is called that. "
        "Told: Davide Basso, Elena Riva, Tone Kos. Escalation, row 3 of the agreement."
    )


def test_the_conversation_says_what_followed_and_by_which_row(suite: Suite) -> None:
    ticket = suite(EVERYTHING)

    woken(ticket, "10:30", "11:00", "11:01", "12:00")

    said = [event_sentence(event) for event in ticket.events.filter(kind="escalated")]
    who = "Told: Davide Basso, Elena Riva, Tone Kos."
    assert said == [
        f"50 % of the time for a promise is used up: first reply. Told: Davide Basso. {clause(1)}",
        f"Promise late: first reply. Put up in the order of work. {who} {clause(2)}",
        f"Promise late by 1 working hour: first reply. Given to Second line. Told: Tone Kos. {clause(3)}",
    ]


def test_where_the_agreement_is_silent_the_assignee_is_told_by_default(cast: Cast) -> None:
    agreement = Agreement.objects.create(code="suite-sla")
    draft = keep_draft(agreement, starter("suite-sla"), by=None, at=FOUNDED)
    activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)
    covered(cast.brembo, agreement, deployment="cloud")
    ticket = asked(cast)
    assign(ticket, to=cast.davide, by=cast.elena, at=rome("2026-11-23 10:00"))

    woken(ticket, "10:45")

    assert event_sentence(ticket.events.get(kind="escalated")) == (
        "Promise near: first reply. Told: Davide Basso. "
        "By default, since the agreement says nothing of escalation."
    )


def test_nobody_is_called_while_the_calendar_is_closed(suite: Suite, cast: Cast) -> None:
    suite(EVERYTHING)
    # From Friday 17:30 the reply is due when the office closes at 18:30.
    ticket = asked(cast, at="2026-11-27 17:30")

    for wall in ("11-27 18:00", "11-27 18:31", "11-28 00:00", "11-30 08:59"):
        wake(ticket, at=rome(f"2026-{wall}"))

    ticket.refresh_from_db()
    assert levels(ticket) == ["50 %"]
    assert ticket.clock_wakes_at == rome("2026-11-30 09:00")


def test_customers_read_nothing_of_it(suite: Suite, cast: Cast) -> None:
    ticket = suite(EVERYTHING)
    woken(ticket, "10:30")

    kinds = events_visible_to(cast.giulia.user, ticket).values_list("kind", flat=True)
    assert "submitted" in kinds
    assert "escalated" not in kinds


def test_a_team_that_the_desk_does_not_have_keeps_a_document_from_being_signed(
    suite: Suite,
) -> None:
    suite("[]")
    document = starter("suite-sla").replace(
        "\nnotify:", "\nescalation: [{after: 1 wh, reassign: Second lines}]\nnotify:"
    )

    problems = examine(document, Agreement.objects.get()).problems

    assert [(each.code, each.place.where) for each in problems] == [
        ("unknown_team", "escalation, row 1, reassign")
    ]
    assert "Did you mean “Second line”?" in problems[0].message
