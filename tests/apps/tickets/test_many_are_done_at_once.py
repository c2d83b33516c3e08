"""One deed to many requests: refusals stop no other, and undoing is a deed of its own."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from puntuale.apps.tickets.actions.deciding import close_ticket, resolve, take_charge
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.many.deeds import (
    DEEDS,
    AddTag,
    Assign,
    Close,
    Deed,
    MarkRead,
    Merge,
    Resolve,
)
from puntuale.apps.tickets.many.doing import Outcome, do_to_all, undo_all
from puntuale.apps.tickets.models import Notice, ReadMark, Ticket
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome

AT = rome("2026-11-23 11:00")
LATER = rome("2026-11-23 12:00")


@pytest.fixture
def pair(cast: Cast) -> list[Ticket]:
    return [asked(cast, subject="One"), asked(cast, subject="Two")]


def do(cast: Cast, deed: Deed, tickets: Collection[Ticket]) -> Outcome:
    outcome = do_to_all(deed, [each.number for each in tickets], by=cast.davide, at=AT)
    for each in tickets:
        each.refresh_from_db()
    return outcome


def undo(cast: Cast, deed: Deed, outcome: Outcome, tickets: Collection[Ticket]) -> Outcome:
    undone = undo_all(deed.name, outcome.done, by=cast.davide, at=LATER)
    for each in tickets:
        each.refresh_from_db()
    return undone


def test_all_chosen_requests_are_assigned_and_given_back(cast: Cast, pair: list[Ticket]) -> None:
    assign(pair[0], to=cast.elena, team=cast.support, by=cast.davide, at=AT)
    deed = Assign(cast.tone)

    outcome = do(cast, deed, pair)
    given = [each.assignee for each in pair]
    undo(cast, deed, outcome, pair)

    assert given == [cast.tone, cast.tone]
    assert [each.assignee for each in pair] == [cast.elena, None]
    assert pair[0].team == cast.support
    assert [event.kind for event in pair[1].events.all()][-2:] == ["assigned", "assigned"]


def test_who_has_it_already_is_not_told_again(cast: Cast, pair: list[Ticket]) -> None:
    assign(pair[0], to=cast.tone, by=cast.davide, at=AT)

    outcome = do(cast, Assign(cast.tone), pair)

    assert set(outcome.done) == {pair[1].number}
    assert Notice.objects.filter(user=cast.tone).count() == 2


def test_a_tag_is_added_to_those_without_it_and_taken_away_again(
    cast: Cast, pair: list[Ticket]
) -> None:
    do(cast, AddTag("printing"), pair[:1])
    deed = AddTag("printing")

    outcome = do(cast, deed, pair)
    undo(cast, deed, outcome, pair)

    assert set(outcome.done) == {pair[1].number}
    assert [each.tags.count() for each in pair] == [1, 0]


@pytest.mark.parametrize("deed", [Resolve(), Close()], ids=lambda deed: deed.name)
def test_what_was_ended_goes_on_as_it_was(cast: Cast, pair: list[Ticket], deed: Deed) -> None:
    wait_for(pair[0], Ticket.State.WAITING_ACCESS, by=cast.davide, at=AT)

    outcome = do(cast, deed, pair)
    ended = [each.resolved_at for each in pair]
    undo(cast, deed, outcome, pair)

    assert ended == [AT, AT]
    assert [each.resolved_at or each.closed_at for each in pair] == [None, None]
    assert [each.state for each in pair] == ["waiting_access", "in_progress"]


def test_a_closing_that_is_taken_back_leaves_what_was_solved(cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    ticket = asked(cast, product=cast.planner, type="bug", severity="P1")
    take_charge(ticket, by=cast.davide, at=AT - timedelta(minutes=40))
    resolve(ticket, by=cast.davide, at=AT - timedelta(minutes=30))
    before = facts_of(ticket)

    outcome = do(cast, Close(), [ticket])
    undo(cast, Close(), outcome, [ticket])

    assert facts_of(ticket) == before
    assert ticket.waiting_since == LATER
    assert not undo(cast, Close(), outcome, [ticket]).done


def facts_of(ticket: Ticket) -> tuple[object, ...]:
    """How it stands, and how each of its promises does."""
    ticket.refresh_from_db()
    clocks = ticket.clocks.order_by("metric").values_list("metric", "state", "met_at", "due_at")
    return ticket.state, ticket.resolved_at, ticket.closed_at, ticket.next_due_at, *clocks


def test_merged_requests_are_parted_again(cast: Cast, pair: list[Ticket]) -> None:
    deed = Merge(pair[0])

    outcome = do(cast, deed, pair)
    merged_into = pair[1].merged_into
    undo(cast, deed, outcome, pair)

    assert merged_into == pair[0]
    assert set(outcome.done) == {pair[1].number}
    assert pair[1].merged_into is None
    assert pair[1].is_open


def test_words_are_read_and_unread_again(cast: Cast, pair: list[Ticket]) -> None:
    deed = MarkRead()
    Notice.objects.create(user=cast.davide, ticket=pair[0], kind="customer_wrote", at=AT)
    do(cast, deed, pair[:1])

    outcome = do_to_all(deed, [each.number for each in pair], by=cast.davide, at=LATER)
    undo(cast, deed, outcome, pair)

    assert ReadMark.objects.get(user=cast.davide).read_at == AT
    assert not Notice.objects.filter(read_at=None).exists()


def test_one_refusal_stops_no_other(cast: Cast, pair: list[Ticket]) -> None:
    close_ticket(pair[0], by=cast.davide, at=AT)

    outcome = do(cast, Resolve(), pair)

    assert set(outcome.done) == {pair[1].number}
    assert set(outcome.refused) == {pair[0].number}
    assert pair[0].state == "closed"


def test_what_one_may_not_see_is_missing_and_untouched(cast: Cast, pair: list[Ticket]) -> None:
    Ticket.objects.filter(pk=pair[0].pk).update(is_restricted=True)

    numbers = [pair[0].number, pair[1].number, 99]
    outcome = do_to_all(Assign(cast.tone), numbers, by=cast.davide, at=AT)

    assert outcome.missing == {pair[0].number, 99}
    assert set(outcome.done) == {pair[1].number}
    assert not pair[0].events.filter(kind="assigned").exists()


def test_requests_of_others_do_not_exist_for_a_customer(cast: Cast, pair: list[Ticket]) -> None:
    assert cast.maja.user is not None

    outcome = do_to_all(Close(), [pair[0].number], by=cast.maja.user, at=AT)

    assert outcome.missing == {pair[0].number}


def test_what_somebody_changed_since_is_left_as_it_is(cast: Cast, pair: list[Ticket]) -> None:
    deed = Assign(cast.tone)
    outcome = do(cast, deed, pair)
    assign(pair[0], to=cast.elena, by=cast.elena, at=AT)

    undone = undo(cast, deed, outcome, pair)

    assert set(undone.refused) == {pair[0].number}
    assert [each.assignee for each in pair] == [cast.elena, None]


def test_a_resolution_that_became_a_closing_stays(cast: Cast, pair: list[Ticket]) -> None:
    deed = Resolve()
    outcome = do(cast, deed, pair)
    close_ticket(pair[0], by=cast.elena, at=LATER)
    resolve(pair[1], by=cast.elena, at=LATER)

    undone = undo(cast, deed, outcome, pair)

    assert set(undone.refused) == {pair[0].number}
    assert [each.is_open for each in pair] == [False, True]


def test_undoing_twice_is_refused(cast: Cast, pair: list[Ticket]) -> None:
    for deed in (Close(), Merge(pair[0]), Assign(cast.tone)):
        outcome = do(cast, deed, pair[1:])
        undo(cast, deed, outcome, pair)

        assert undo(cast, deed, outcome, pair).refused, deed.name


def test_every_deed_has_its_name() -> None:
    assert {name: deed.name for name, deed in DEEDS.items()} == {name: name for name in DEEDS}
