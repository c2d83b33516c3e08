"""No chargeable minute before a yes, prepaid pieces first, and what work uses is held for it."""

from datetime import timedelta

import pytest
from django.utils.module_loading import import_string

from puntuale.apps.charges.errors import EffortUsedUp, EstimateMissing, PrepaidMissing
from puntuale.apps.charges.models import Charge
from puntuale.apps.charges.rating import rate
from puntuale.apps.charges.reserving import HOLDS_FOR, reserve_work, tickets_with_work_under_way
from puntuale.apps.charges.stopping import keep_to_accepted
from puntuale.apps.charges.working import (
    correct_work,
    drop_measured,
    enter_measured,
    enter_work,
    start_timer,
    withdraw_work,
)
from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.moving import let_go_of_expired
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.sales.balances import balance_of
from puntuale.apps.tickets.actions.deciding import classify
from puntuale.apps.tickets.costs import cost_of
from puntuale.apps.tickets.models import Notice, Ticket
from puntuale.apps.work.actions.entering import Work
from puntuale.apps.work.actions.timing import stop_timer
from puntuale.apps.work.models import TimeEntry, Timing
from puntuale.config.effects import EFFECTS
from puntuale.ui.words import costs
from puntuale.ui.words.prepaid import coupons_held
from tests.apps.charges.stories import (
    LATER,
    accepted,
    classified,
    coupons,
    left,
    rated,
    under,
    worked,
)
from tests.cast import NOON, rome

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _it_adds_up(db):
    yield
    assert discrepancies() == []


@pytest.fixture
def incident(cast):
    return classified(cast, under("direct-support"))


@pytest.fixture
def consultancy(cast):
    """A request that is not worked on before an estimate is accepted."""
    return classified(cast, under("standard-services"), type="T2")


def ten_minutes(**more):
    return Work(started_at=NOON, ended_at=NOON + 10 * MINUTE, **more)


class TestNoMinuteBeforeAYes:
    def test_neither_a_timer_nor_an_entry(self, cast, consultancy):
        with pytest.raises(EstimateMissing):
            start_timer(consultancy, by=cast.davide, at=NOON)
        with pytest.raises(EstimateMissing):
            enter_work(consultancy, ten_minutes(), worker=cast.davide, by=cast.davide, at=LATER)

        assert not TimeEntry.objects.exists()

    def test_a_diagnosis_that_nobody_pays_for_is_possible(self, cast, consultancy):
        start_timer(consultancy, by=cast.davide, at=NOON, free_because="diagnosis")
        work = ten_minutes(free_because="diagnosis")
        [entry] = enter_work(consultancy, work, worker=cast.elena, by=cast.elena, at=LATER)

        with pytest.raises(EstimateMissing):
            correct_work(entry, ten_minutes(), because="it is not", by=cast.elena, at=LATER)
        assert not Charge.objects.exists()

    def test_after_a_yes_it_is_charged_at_once(self, cast, consultancy):
        accepted(cast, consultancy, "400.00")

        enter_work(consultancy, ten_minutes(), worker=cast.davide, by=cast.davide, at=LATER)

        assert str(Charge.objects.get().amount) == "40.00"

    def test_a_class_that_was_set_meanwhile_counts(self, cast, consultancy):
        seen_before = Ticket.objects.get(pk=consultancy.pk)
        seen_before.type = "T1"

        with pytest.raises(EstimateMissing):
            start_timer(seen_before, by=cast.davide, at=NOON)

    def test_what_is_free_needs_none(self, cast):
        bug = classified(cast, under("standard-services"), type="T1")

        assert start_timer(bug, by=cast.davide, at=NOON).is_running


class TestNoMinuteBeyondAYes:
    """An hour is accepted, as a cap, and all of it is worked."""

    @pytest.fixture
    def used_up(self, cast, consultancy):
        accepted(cast, consultancy, "80.00")
        worked(cast, consultancy, "2026-11-23 10:00 - 11:00")
        return consultancy

    def test_neither_a_timer_nor_an_entry(self, cast, used_up):
        with pytest.raises(EffortUsedUp):
            start_timer(used_up, by=cast.elena, at=LATER)
        with pytest.raises(EffortUsedUp):
            enter_work(used_up, ten_minutes(), worker=cast.elena, by=cast.elena, at=LATER)

        assert TimeEntry.objects.count() == 1

    def test_a_timer_stops_at_the_instant_at_which_it_is_used_up(self, cast, consultancy):
        accepted(cast, consultancy, "80.00")
        timer = start_timer(consultancy, by=cast.davide, at=NOON)
        [look] = Job.objects.filter(kind="charges.room")

        import_string(EFFECTS[look.kind])(look.payload, at=look.run_at, job_id=look.pk)

        timer.refresh_from_db()
        assert timer.ended_at == look.run_at == NOON + 60 * MINUTE
        told = Notice.objects.get(kind="estimate_used")
        assert told.about.endswith(":100")

    def test_two_timers_use_it_up_in_half_the_time(self, cast, consultancy):
        accepted(cast, consultancy, "80.00")
        for agent in (cast.davide, cast.elena):
            start_timer(consultancy, by=agent, at=NOON)
        look = Job.objects.filter(kind="charges.room").earliest("run_at")

        import_string(EFFECTS[look.kind])(look.payload, at=look.run_at, job_id=look.pk)

        assert look.run_at == NOON + 30 * MINUTE
        assert not Timing.objects.filter(ended_at=None).exists()

    def test_more_that_was_accepted_meanwhile_lets_the_timer_run_on(self, cast, consultancy):
        accepted(cast, consultancy, "80.00")
        timer = start_timer(consultancy, by=cast.davide, at=NOON)
        consultancy.estimates.update(state="superseded")
        accepted(cast, consultancy, "160.00", revision=2, effort_minutes=120)

        keep_to_accepted(consultancy, at=NOON + 60 * MINUTE)

        timer.refresh_from_db()
        assert timer.is_running
        assert Job.objects.filter(kind="charges.room", run_at=NOON + 120 * MINUTE).exists()

    @pytest.mark.parametrize("type", ["T1", "T2"])
    def test_a_timer_that_nobody_pays_for_is_not_stopped(self, cast, consultancy, type):  # noqa: A002
        accepted(cast, consultancy, "80.00")
        because = "our mistake" if type == "T2" else ""
        timer = start_timer(consultancy, by=cast.davide, at=NOON, free_because=because)
        Ticket.objects.filter(pk=consultancy.pk).update(type=type)

        keep_to_accepted(consultancy, at=NOON + 60 * MINUTE)

        timer.refresh_from_db()
        assert timer.is_running

    def test_while_something_is_left_work_may_go_beyond(self, cast, consultancy):
        accepted(cast, consultancy, "80.00")
        worked(cast, consultancy, "2026-11-23 10:00 - 10:59")

        assert enter_work(consultancy, ten_minutes(), worker=cast.elena, by=cast.elena, at=LATER)

    def test_work_that_nobody_pays_for_goes_on(self, cast, used_up):
        work = ten_minutes(free_because="our mistake")

        assert start_timer(used_up, by=cast.davide, at=LATER, free_because="our mistake")
        assert enter_work(used_up, work, worker=cast.elena, by=cast.elena, at=LATER)

    def test_an_accepted_revision_makes_room(self, cast, used_up):
        used_up.estimates.update(state="superseded")
        accepted(cast, used_up, "160.00", revision=2, effort_minutes=120)

        assert start_timer(used_up, by=cast.elena, at=LATER)

    def test_a_class_that_costs_nothing_needs_no_room(self, cast, used_up):
        Ticket.objects.filter(pk=used_up.pk).update(type="T1")

        assert start_timer(used_up, by=cast.elena, at=LATER)

    def test_a_fixed_price_stands_however_long_it_takes(self, cast):
        fixed = classified(
            cast, under("standard-services", ("effect: cap", "effect: fixed")), type="T2"
        )
        accepted(cast, fixed, "80.00")
        worked(cast, fixed, "2026-11-23 10:00 - 11:00")
        timer = start_timer(fixed, by=cast.elena, at=LATER)

        keep_to_accepted(fixed, at=LATER + 60 * MINUTE)

        timer.refresh_from_db()
        assert timer.is_running
        assert not Job.objects.filter(kind="charges.room").exists()

    def test_what_was_measured_is_entered_but_not_made_longer(self, cast, consultancy):
        accepted(cast, consultancy, "80.00")
        timer = start_timer(consultancy, by=cast.davide, at=NOON)
        stop_timer(timer, at=NOON + 70 * MINUTE)
        timer.refresh_from_db()
        longer, measured = (
            Work(started_at=NOON, ended_at=NOON + minutes * MINUTE) for minutes in (71, 70)
        )

        with pytest.raises(EffortUsedUp):
            enter_measured(timer, longer, by=cast.davide, at=LATER)
        assert enter_measured(timer, measured, by=cast.davide, at=LATER)

    def test_an_entry_is_put_right_but_not_made_longer(self, cast, used_up):
        [entry] = used_up.entries.all()
        longer, shorter = (
            Work(started_at=entry.started_at, ended_at=entry.started_at + minutes * MINUTE)
            for minutes in (61, 50)
        )

        with pytest.raises(EffortUsedUp):
            correct_work(entry, longer, because="it went on", by=cast.davide, at=LATER)
        assert correct_work(entry, shorter, because="it did not", by=cast.davide, at=LATER)


class TestPrepaidFirst:
    def test_without_a_coupon_no_incident_begins(self, cast, incident):
        with pytest.raises(PrepaidMissing) as refusal:
            start_timer(incident, by=cast.davide, at=NOON)

        assert str(refusal.value) == (
            "Work begins with 1 coupon at least: 0 coupons are left, 0 are owed. "
            "The customer buys first."
        )

    def test_whoever_asks_is_told_at_once_how_many_are_missing(self, cast, incident):
        """C-54: the request is taken on, and its work waits for a coupon."""
        told = costs.told(cost_of(incident, at=NOON))
        coupons(cast, 1)

        assert told.why.endswith("We begin once you have bought 1 more coupon.")
        assert "bought" not in costs.told(cost_of(incident, at=NOON)).why
        assert incident.is_open

    def test_what_is_owed_blocks_the_next_incident_and_not_this_one(self, cast, incident):
        coupons(cast, 1)
        worked(cast, incident, "2026-11-23 10:00 - 10:17")
        rated(incident)
        coupons(cast, 1, "purchase:2")

        with pytest.raises(PrepaidMissing):
            start_timer(classified(cast, under("direct-support")), by=cast.elena, at=NOON)

        assert start_timer(incident, by=cast.davide, at=NOON)

    def test_work_that_was_done_is_always_rated(self, cast, incident):
        enter_work(incident, ten_minutes(), worker=cast.davide, by=cast.davide, at=LATER)

        assert Charge.objects.get().charge.coupons_owed == 1


class TestReservations:
    @pytest.fixture
    def lot(self, cast):
        return coupons(cast, 3)

    def test_what_a_timer_uses_is_held_and_grows(self, cast, incident, lot):
        start_timer(incident, by=cast.davide, at=NOON)
        held = []
        for minutes in (1, 15, 16):
            reserve_work(incident, at=NOON + minutes * MINUTE)
            held.append(3 - left(lot))

        assert held == [1, 1, 2]

    def test_the_balance_says_what_is_held(self, cast, incident, lot):
        start_timer(incident, by=cast.davide, at=NOON)
        reserve_work(incident, at=NOON + MINUTE)

        held = balance_of(cast.brembo, NOON + MINUTE).coupons

        assert coupons_held(held) == (
            "2 coupons, and 1 reserved for accepted estimates and work under way"
        )

    def test_another_request_cannot_draw_it(self, cast, incident, lot):
        start_timer(incident, by=cast.davide, at=NOON)
        reserve_work(incident, at=NOON + 31 * MINUTE)
        other = classified(cast, under("direct-support"))

        worked(cast, other, "2026-11-23 10:00 - 10:10", worker=cast.elena)

        assert rated(other).coupons_owed == 1

    def test_entered_it_is_drawn_instead(self, cast, incident, lot):
        timer = start_timer(incident, by=cast.davide, at=NOON)
        stop_timer(timer, at=NOON + 17 * MINUTE)
        reserve_work(incident, at=NOON + 18 * MINUTE)
        work = Work(started_at=NOON, ended_at=NOON + 17 * MINUTE)

        enter_measured(timer, work, by=cast.davide, at=NOON + 20 * MINUTE)

        lot.account.refresh_from_db()
        assert (lot.account.posted, lot.account.pending) == (1, 0)

    def test_what_one_records_leaves_what_another_measures_held(self, cast, incident, lot):
        start_timer(incident, by=cast.davide, at=NOON)
        work = Work(started_at=NOON - 15 * MINUTE, ended_at=NOON)

        enter_work(incident, work, worker=cast.elena, by=cast.elena, at=NOON + MINUTE)

        lot.account.refresh_from_db()
        assert (lot.account.posted, lot.account.pending) == (2, 1)

    def test_dropped_or_forgotten_it_is_free_again(self, cast, incident, lot):
        timer = start_timer(incident, by=cast.davide, at=NOON)
        reserve_work(incident, at=NOON + MINUTE)
        let_go_of_expired(at=NOON + MINUTE + HOLDS_FOR)
        forgotten = left(lot)
        reserve_work(incident, at=NOON + 40 * MINUTE)

        drop_measured(timer, at=NOON + 41 * MINUTE)

        assert (forgotten, left(lot)) == (3, 3)
        assert tickets_with_work_under_way(NOON) == []


def test_a_corrected_entry_is_rated_at_once(cast, incident):
    lot = coupons(cast, 3)
    [entry] = enter_work(incident, ten_minutes(), worker=cast.davide, by=cast.davide, at=LATER)
    longer = Work(started_at=NOON, ended_at=NOON + 17 * MINUTE)

    newer = correct_work(entry, longer, because="the call went on", by=cast.davide, at=LATER)
    in_between = left(lot)
    withdraw_work(newer, because="not this request", by=cast.davide, at=LATER)

    assert (in_between, left(lot)) == (1, 3)


def test_another_class_is_rated_by_the_worker(cast, consultancy):
    accepted(cast, consultancy, "400.00")
    worked(cast, consultancy, "2026-11-23 10:00 - 10:10")
    rate(consultancy, at=LATER)
    classify(
        consultancy, type="T1", severity="", cause="correction", by=cast.elena,
        at=rome("2027-02-01 10:00"),
    )  # fmt: skip
    job = Job.objects.get(kind="charges.rate")

    for _twice in range(2):
        import_string(EFFECTS[job.kind])(job.payload, at=LATER, job_id=job.pk)

    assert [str(each.amount) for each in Charge.objects.order_by("sequence")] == ["40.00", "-40.00"]
