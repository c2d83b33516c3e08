"""Recorded work, by the ids of readings.md 5.1: what is refused, what is asked, what is kept."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from puntuale.apps.tickets.actions.deciding import close_ticket
from puntuale.apps.tickets.actions.merging import merge
from puntuale.apps.work.actions.entering import Work, correct, enter, enter_split, withdraw
from puntuale.apps.work.errors import (
    AlreadyWithdrawn,
    EmptyOrNegative,
    InTheFuture,
    NothingFree,
    NotYours,
    ReasonNeeded,
    TooLate,
    WhyIsMissing,
    WorkedMeanwhile,
)
from puntuale.apps.work.models import TimeEntry
from puntuale.apps.work.queries import live_entries
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast, rome

SECOND = timedelta(seconds=1)


@pytest.fixture
def ticket(cast):
    return asked(cast)


def span(start, end, day="2026-11-23", **more):
    return Work(started_at=rome(f"{day} {start}"), ended_at=rome(f"{day} {end}"), **more)


def worked(cast, ticket, start, end, *, by=None, at=NOON, day="2026-11-23", **more):
    by = by or cast.davide
    return enter(ticket, span(start, end, day, **more), worker=by, by=by, at=at)


@pytest.mark.parametrize("end", ["10:00", "09:59"])
def test_x_01_work_that_does_not_go_forward_is_refused(cast, ticket, end):
    with pytest.raises(EmptyOrNegative):
        worked(cast, ticket, "10:00", end)

    assert not TimeEntry.objects.exists()


def test_x_02_sixteen_hours_are_taken_and_a_second_more_asks_why(cast, ticket):
    start = NOON - timedelta(hours=17)
    longer = Work(started_at=start, ended_at=start + timedelta(hours=16) + SECOND)

    enter(
        asked(cast), Work(started_at=start, ended_at=start + timedelta(hours=16)),
        worker=cast.elena, by=cast.elena, at=NOON,
    )  # fmt: skip
    with pytest.raises(ReasonNeeded):
        enter(ticket, longer, worker=cast.davide, by=cast.davide, at=NOON)
    why = Work(
        started_at=longer.started_at, ended_at=longer.ended_at, confirmed_because="night watch"
    )
    kept = enter(ticket, why, worker=cast.davide, by=cast.davide, at=NOON)

    assert kept.confirmed_because == "night watch"


def test_x_02_work_five_minutes_ahead_is_taken_and_a_second_more_asks_why(cast, ticket):
    five = NOON + timedelta(minutes=5)

    enter(ticket, Work(started_at=NOON, ended_at=five), worker=cast.elena, by=cast.elena, at=NOON)
    with pytest.raises(InTheFuture):
        enter(
            ticket, Work(started_at=NOON, ended_at=five + SECOND),
            worker=cast.davide, by=cast.davide, at=NOON,
        )  # fmt: skip


class TestX03OnePersonOneThing:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, cast):
        self.other = worked(cast, asked(cast), "10:20", "10:40")

    @pytest.mark.parametrize(("start", "end"), [("10:00", "10:20"), ("10:40", "11:00")])
    def test_work_that_touches_another_is_beside_it(self, cast, ticket, start, end):
        assert worked(cast, ticket, start, end)

    @pytest.mark.parametrize(
        ("start", "end"), [("10:00", "10:21"), ("10:39", "11:00"), ("10:25", "10:30")]
    )
    def test_work_at_the_same_time_is_refused_and_shows_the_other(self, cast, ticket, start, end):
        """X-03."""
        with pytest.raises(WorkedMeanwhile) as refusal:
            worked(cast, ticket, start, end)

        assert refusal.value.other == self.other

    def test_parallel_work_is_split_when_that_is_said(self, cast, ticket):
        by = {"worker": cast.davide, "by": cast.davide, "at": NOON}
        with pytest.raises(WorkedMeanwhile) as refusal:
            enter(ticket, span("10:00", "11:00"), **by)

        entries = enter_split(ticket, span("10:00", "11:00"), **by)

        parts = [
            (rome("2026-11-23 10:00"), rome("2026-11-23 10:20")),
            (rome("2026-11-23 10:40"), rome("2026-11-23 11:00")),
        ]
        assert refusal.value.free == tuple(parts)
        assert [(each.started_at, each.ended_at) for each in entries] == parts

    def test_nothing_is_left_to_split_off(self, cast, ticket):
        with pytest.raises(NothingFree):
            enter_split(ticket, span("10:25", "10:30"), worker=cast.davide, by=cast.davide, at=NOON)

    def test_somebody_else_works_at_the_same_time(self, cast, ticket):
        assert worked(cast, ticket, "10:20", "10:40", by=cast.elena)

    def test_the_database_itself_refuses(self, cast, ticket):
        with pytest.raises(DatabaseError), transaction.atomic():
            TimeEntry.objects.create(
                ticket=ticket, worker=cast.davide, started_at=rome("2026-11-23 10:39"),
                ended_at=rome("2026-11-23 10:50"), entered_at=NOON,
            )  # fmt: skip


class TestX06OnWhatIsOver:
    WEEK = rome("2026-11-30 12:00")

    @pytest.fixture
    def closed(self, cast, ticket):
        close_ticket(ticket, by=cast.elena, at=NOON)
        ticket.refresh_from_db()
        return ticket

    def test_within_seven_days_anybody_enters_it(self, cast, closed):
        assert worked(cast, closed, "10:00", "10:10", at=self.WEEK)

    def test_then_only_a_manager(self, cast, closed):
        """X-06."""
        with pytest.raises(TooLate):
            worked(cast, closed, "10:00", "10:10", at=self.WEEK + SECOND)

        assert worked(cast, closed, "10:00", "10:10", by=cast.elena, at=self.WEEK + SECOND)

    def test_what_was_merged_goes_to_the_request_that_goes_on(self, cast, ticket):
        """X-06."""
        goes_on = asked(cast)
        merge(ticket, into=goes_on, by=cast.elena, at=NOON)
        ticket.refresh_from_db()

        assert worked(cast, ticket, "10:00", "10:10").ticket == goes_on


class TestACorrection:
    @pytest.fixture
    def entry(self, cast, ticket):
        return worked(cast, ticket, "10:00", "10:17")

    def test_it_replaces_and_keeps_both_with_the_reason(self, cast, ticket, entry):
        newer = correct(
            entry, span("10:05", "10:17"), because="began later", by=cast.davide, at=NOON
        )
        entry.refresh_from_db()

        assert list(live_entries(ticket)) == [newer]
        assert newer.replaces == entry
        assert (entry.withdrawn_because, entry.withdrawn_by) == ("began later", cast.davide)

    def test_it_may_overlap_what_it_replaces_and_nothing_else(self, cast, ticket, entry):
        worked(cast, ticket, "10:20", "10:30")

        with pytest.raises(WorkedMeanwhile):
            correct(entry, span("10:00", "10:25"), because="longer", by=cast.davide, at=NOON)

        assert entry in live_entries(ticket)

    def test_it_happens_once(self, cast, entry):
        withdraw(entry, because="another request", by=cast.davide, at=NOON)

        with pytest.raises(AlreadyWithdrawn):
            correct(entry, span("10:05", "10:17"), because="later", by=cast.davide, at=NOON)

    def test_it_says_why(self, cast, entry):
        with pytest.raises(WhyIsMissing):
            withdraw(entry, because=" ", by=cast.davide, at=NOON)

    def test_the_work_of_others_is_put_right_by_a_manager(self, cast, entry):
        with pytest.raises(NotYours):
            withdraw(entry, because="wrong", by=cast.tone, at=NOON)

        withdraw(entry, because="wrong", by=cast.elena, at=NOON)

    @pytest.mark.parametrize(
        "rewriting",
        [
            lambda entry: TimeEntry.objects.filter(pk=entry.pk).update(ended_at=NOON),
            lambda entry: TimeEntry.objects.filter(pk=entry.pk).update(free_because="a gift"),
            lambda entry: TimeEntry.objects.filter(pk=entry.pk).delete(),
        ],
    )
    def test_the_database_refuses_to_rewrite_work(self, entry, rewriting):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewriting(entry)


def test_seconds_are_kept_as_they_were(cast: Cast) -> None:
    start = rome("2026-11-23 10:00") + timedelta(seconds=13, microseconds=7)
    work = Work(started_at=start, ended_at=start + timedelta(seconds=40))

    kept = enter(asked(cast), work, worker=cast.davide, by=cast.davide, at=NOON)
    kept.refresh_from_db()

    assert (kept.started_at, kept.ended_at) == (work.started_at, work.ended_at)
