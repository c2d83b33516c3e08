"""Things that come round are started once each time, whoever looks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from puntuale.apps.jobs.models import Job, TimetableEntry
from puntuale.apps.tickets.models import Presence
from puntuale.interfaces.worker import housekeeping
from puntuale.interfaces.worker.duties import start_next_timetable_entry
from puntuale.interfaces.worker.timetable import TIMETABLE, next_night

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_each_entry_is_started_once_and_again_when_its_time_comes():
    started = [start_next_timetable_entry(NOON) for _ in range(len(TIMETABLE) + 2)]
    ten_minutes_later = start_next_timetable_entry(NOON + timedelta(minutes=10))

    assert started == [True] * len(TIMETABLE) + [False, False]
    assert ten_minutes_later
    kinds = list(Job.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == [*(entry.name for entry in TIMETABLE), "tickets.silence"]


def test_after_three_hours_without_a_worker_each_entry_is_started_once():
    for entry in TIMETABLE:
        TimetableEntry.objects.create(name=entry.name, next_at=NOON - timedelta(hours=3))

    while start_next_timetable_entry(NOON):
        pass

    assert Job.objects.count() == len(TIMETABLE)


def test_while_nothing_is_due_all_entries_are_one_question(django_assert_num_queries):
    while start_next_timetable_entry(NOON):
        pass

    with django_assert_num_queries(1):
        start_next_timetable_entry(NOON)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T01:59:59", "2026-11-23T02:00:00"),
        ("2026-11-23T02:00:00", "2026-11-24T02:00:00"),
        ("2026-12-31T12:00:00", "2027-01-01T02:00:00"),
    ],
)
def test_the_night_comes_once_a_day(at, expected):
    night = next_night(datetime.fromisoformat(at).replace(tzinfo=UTC))

    assert night == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def job(key=None, **done):
    return Job.objects.create(
        kind="old", enqueued_at=NOON, run_at=NOON, key=key, done_at=NOON - timedelta(**done)
    )


def test_at_night_what_nobody_needs_is_cleared_away():
    Session.objects.create(session_key="over", session_data="", expire_date=NOON)
    Session.objects.create(
        session_key="valid", session_data="", expire_date=NOON + timedelta(days=2)
    )
    job(days=31)
    kept = [job(days=29), job(days=31, key="closed:1")]

    housekeeping.handle({}, at=NOON + timedelta(hours=14), job_id=1)

    assert [session.pk for session in Session.objects.all()] == ["valid"]
    assert set(Job.objects.all()) == set(kept)
    assert not Presence.objects.exists()


def test_clearing_goes_on_until_nothing_is_left(monkeypatch):
    monkeypatch.setattr(housekeeping, "SLICE", 2)
    for _ in range(5):
        job(days=31)

    assert housekeeping.clear(Job.objects.all()) == 5
    assert not Job.objects.exists()
