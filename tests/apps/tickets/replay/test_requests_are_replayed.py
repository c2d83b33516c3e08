"""The requests of a period under other terms: what would have been kept, and what late."""

from datetime import date

import pytest

from puntuale.apps.agreements.actions import keep_draft
from puntuale.apps.agreements.closures import announce_closure
from puntuale.apps.agreements.errors import DocumentHasProblems
from puntuale.apps.agreements.terms import announced_closures, terms_in_force
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.deciding import classify, close_ticket, reopen
from puntuale.apps.tickets.models import Replay, ReplayDifference, TicketClock
from puntuale.apps.tickets.replay.actions import KEPT, ask_for_replay, handle
from puntuale.apps.tickets.replay.chosen import Chosen, days
from puntuale.apps.tickets.replay.comparing import steps_of
from puntuale.apps.tickets.replay.pages import page_after
from puntuale.apps.tickets.replay.results import as_json, compared_in
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.replay.compared import Compared
from puntuale.core.agreements.replay.replayed import replayed as columns_of
from puntuale.core.agreements.replay.words import Missing, told_in
from puntuale.core.working_time.instants import EPOCH, MICROSECOND, microseconds
from puntuale.interfaces.terminal.demo.command import fill
from tests.apps.tickets.replay.stories import (
    FIRST,
    LAST,
    NOW,
    answered,
    carry_out,
    draft_of,
    everything_stored,
    replayed,
    suite,
    waited,
)
from tests.apps.tickets.stories import asked
from tests.cast import Cast, in_force, rome

RESPONSE = (Metric.RESPONSE, True)
STRICTER = ("response, within: 4 wh", "response, within: 2 wh")
HOUR = 3_600_000_000


def test_a_stricter_draft_makes_late_what_was_kept(cast: Cast) -> None:
    agreement = suite(cast)
    late = answered(cast, "2026-11-23 10:00", "2026-11-23 15:00")
    answered(cast, "2026-11-23 10:00", "2026-11-23 11:00")

    replay = replayed(agreement, draft_of(agreement, STRICTER))

    compared = compared_in(replay.result)
    assert (compared.before[RESPONSE].kept, compared.before[RESPONSE].late) == (2, 0)
    assert (compared.after[RESPONSE].kept, compared.after[RESPONSE].late) == (1, 1)
    difference = replay.differences.get()
    assert (difference.ticket, difference.metric) == (late, "response")
    assert (difference.before_state, difference.after_state) == ("met", "met_late")
    assert difference.before_due_at == rome("2026-11-23 15:30")
    assert difference.after_due_at == rome("2026-11-23 12:00")
    assert difference.met_at == rome("2026-11-23 15:00")


def test_working_paused_and_idle_time_stand_side_by_side(cast: Cast) -> None:
    agreement = suite(cast)
    ticket = answered(cast, "2026-11-23 10:00", "2026-11-23 11:00")
    waited(cast, ticket, "2026-11-23 12:00", "2026-11-24 10:00", "2026-11-24 11:00")

    replay = replayed(agreement, draft_of(agreement, ("[waiting_customer]", "[]")))

    compared = compared_in(replay.result)
    before, after = (
        compared.before[Metric.RESOLUTION, True],
        compared.after[Metric.RESOLUTION, True],
    )
    assert (before.worked, before.paused, before.idle) == (3 * HOUR, 22 * HOUR, 0)
    assert (after.worked, after.paused, after.idle) == (9 * HOUR, 0, 16 * HOUR)
    assert (before.middle, after.middle) == (180, 540)


def test_nothing_of_the_requests_is_written(cast: Cast) -> None:
    agreement = suite(cast)
    ticket = answered(cast, "2026-11-23 10:00", "2026-11-23 15:00")
    close_ticket(ticket, by=cast.davide, at=rome("2026-11-24 10:00"))
    reopen(ticket, by=cast.davide, at=rome("2026-11-25 10:00"))
    asked(cast, "2026-11-30 23:00", product=cast.planner)
    draft = draft_of(agreement, STRICTER)
    before = everything_stored()

    replay = replayed(agreement, draft)

    assert replay.done == 2
    assert everything_stored() == before


def test_a_word_that_the_other_document_lacks_is_told(cast: Cast) -> None:
    agreement = suite(cast)
    answered(cast, "2026-11-23 10:00", "2026-11-23 15:00")
    answered(cast, "2026-11-23 10:00", "2026-11-23 15:00", severity="P3")
    draft = draft_of(agreement, ("P2", "P9"))

    compared = compared_in(replayed(agreement, draft).result)

    assert compared.missing == {Missing("severity", "P2"): 1}
    assert (compared.requests, compared.left_out) == (1, 1)
    assert compared.before[RESPONSE].promised == compared.after[RESPONSE].promised == 1


def test_another_agreement_can_be_asked_as_well(cast: Cast) -> None:
    agreement = suite(cast)
    other = in_force("direct-support")
    answered(cast, "2026-11-23 10:00", "2026-11-24 09:30", severity="P4")

    compared = compared_in(replayed(agreement, other.versions.get()).result)

    assert compared.after[RESPONSE].kept == 1
    assert compared.after[Metric.RESPONSE, False].late == 1
    assert compared.after[Metric.CALLBACK, True].late == 1


def test_the_first_and_the_last_day_belong_to_the_period(cast: Cast) -> None:
    agreement = suite(cast)
    for came in ("2026-10-31 23:59", "2026-11-01 00:00", "2026-11-30 23:59", "2026-12-01 00:00"):
        asked(cast, came, product=cast.planner)

    assert replayed(agreement, agreement.versions.get()).done == 2


def test_one_customer_alone_can_be_asked_about(cast: Cast) -> None:
    agreement = suite(cast)
    asked(cast, product=cast.planner)
    asked(cast, product=cast.planner, contact=cast.maja)

    assert replayed(agreement, agreement.versions.get(), organisation=cast.alpine).done == 1


def test_a_draft_with_errors_is_not_replayed(cast: Cast) -> None:
    agreement = suite(cast)
    draft = draft_of(agreement, ("1 wh", "1 hour"))

    with pytest.raises(DocumentHasProblems):
        replayed(agreement, draft)

    assert not Replay.objects.exists()
    assert not Job.objects.filter(kind="replay.step").exists()


def test_the_draft_is_replayed_as_it_was_when_it_was_asked_about(cast: Cast) -> None:
    agreement = suite(cast)
    answered(cast, "2026-11-23 10:00", "2026-11-23 15:00")
    draft = draft_of(agreement, STRICTER)
    replay = ask_for_replay(agreement, draft, first_date=FIRST, last_date=LAST, by=None, at=NOW)
    keep_draft(agreement, "rewritten", by=None, at=NOW)

    carry_out()

    replay.refresh_from_db()
    assert replay.finished_at == NOW
    assert compared_in(replay.result).changed == 1


def test_a_step_that_is_taken_twice_counts_once(cast: Cast) -> None:
    agreement = suite(cast)
    answered(cast, "2026-11-23 10:00", "2026-11-23 15:00")
    draft = draft_of(agreement, STRICTER)
    replay = ask_for_replay(agreement, draft, first_date=FIRST, last_date=LAST, by=None, at=NOW)

    for _ in range(2):
        handle({"replay_id": replay.pk, "after": 0}, at=NOW, job_id=1)
    carry_out()

    replay.refresh_from_db()
    assert (replay.done, replay.total) == (1, 1)
    assert ReplayDifference.objects.count() == 1


def test_the_oldest_replays_are_forgotten(cast: Cast) -> None:
    agreement = suite(cast)
    for _ in range(KEPT + 2):
        replay = replayed(agreement, agreement.versions.get())

    assert Replay.objects.count() == KEPT
    assert Replay.objects.first() == replay


@pytest.mark.parametrize("size", [1, 2, 100])
def test_pages_of_any_size_add_up_to_the_same(cast: Cast, size: int) -> None:
    agreement = suite(cast)
    for severity in ("P1", "P2", "P3"):
        answered(cast, "2026-11-23 10:00", "2026-11-23 15:00", severity=severity)
    terms = terms_in_force(agreement.versions.get(), ())
    chosen = Chosen(agreement, *days(FIRST, LAST, terms.zone))
    total = Compared()

    for step in steps_of(chosen, terms, now=NOW, size=size):
        total.add(step.compared)

    assert total.requests == 3
    assert compared_in(as_json(total)) == total
    assert total.before == total.after


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hour", ["2026-11-23 10:30", pytest.param("2026-11-28 03:15", marks=pytest.mark.once)]
)
def test_every_request_of_the_demo_comes_to_what_is_stored_of_it(hour: str) -> None:
    fill(at=rome(hour), past=30)
    clocks = {
        (clock.ticket_id, clock.metric, clock.binding): clock
        for clock in TicketClock.objects.select_related("ticket__version__agreement")
    }
    found = set()

    for version in {clock.ticket.version for clock in clocks.values()}:
        chosen = Chosen(version.agreement, rome("2020-01-01 00:00"), rome("2027-01-01 00:00"))
        terms = terms_in_force(version, announced_closures())
        page = page_after(chosen, 0, 1000)
        for (metric, binding), column in columns_of(
            terms, told_in(terms, page.histories), microseconds(rome(hour))
        ).items():
            for row, ticket in enumerate(page.ids.tolist()):
                outcome = column.outcome(row)
                if outcome is None or page.version[row] != version.pk:
                    continue
                clock = clocks[ticket, metric.value, binding]
                if clock.read_at == rome(hour) or outcome.state in ("met", "met_late", "cancelled"):
                    found.add((ticket, metric.value, binding))
                    assert outcome.state == clock.state
                    due = clock.due_at and microseconds(clock.due_at)
                    assert outcome.due_at == due
                    if outcome.met_at is not None:
                        assert outcome.worked // 10**6 >= clock.spent_seconds

    assert len(found) > 60


def test_a_closure_announced_later_moves_nothing_on_either_side(cast: Cast) -> None:
    agreement = suite(cast)
    answered(cast, "2026-11-23 10:00", "2026-11-23 11:00")
    announce_closure(
        code="late-news",
        first_date=date(2026, 11, 23),
        last_date=date(2026, 11, 23),
        by=None,
        at=rome("2026-11-23 10:30"),
    )

    compared = compared_in(replayed(agreement, agreement.versions.get()).result)

    assert compared.before == compared.after
    assert compared.before[RESPONSE].worked == HOUR


def test_instants_come_from_the_database_exactly(cast: Cast) -> None:
    agreement = suite(cast)
    exact = rome("2026-11-23 10:00") + 123_457 * MICROSECOND
    ticket = asked(cast, "2026-11-23 11:00", product=cast.planner, submitted_at=exact)
    classify(
        ticket,
        type="bug",
        severity="P1",
        cause="correction",
        by=cast.davide,
        at=exact + HOUR * MICROSECOND,
    )

    page = page_after(Chosen(agreement, EPOCH, NOW), 0, 10)

    assert page is not None
    assert page.histories.submitted.tolist() == [microseconds(exact)]
    assert page.histories.at.tolist() == [microseconds(exact) + HOUR]
    assert page_after(Chosen(agreement, EPOCH, NOW), ticket.pk, 10) is None
