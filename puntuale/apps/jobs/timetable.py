"""What comes round again: of many workers exactly one starts it."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.jobs.models import Job, TimetableEntry


def not_due(at: datetime) -> frozenset[str]:
    """The names whose time comes after `at`: most of the time that of all, asked at once."""
    return frozenset(TimetableEntry.objects.filter(next_at__gt=at).values_list("name", flat=True))


def start_if_due(name: str, *, at: datetime, next_at: datetime) -> Job | None:
    """Leave the job `name` when its time has come, and not again before `next_at`."""
    with transaction.atomic():
        entry = TimetableEntry(name=name, next_at=at)
        TimetableEntry.objects.bulk_create([entry], ignore_conflicts=True)
        due = TimetableEntry.objects.filter(name=name, next_at__lte=at)
        if not due.update(next_at=next_at):
            return None
        return enqueue(name, {}, at=at, lane=f"timetable:{name}")


def note_done(name: str, *, at: datetime) -> None:
    """Remember when `name` was done for the last time."""
    TimetableEntry.objects.update_or_create(
        name=name, defaults={"done_at": at}, create_defaults={"done_at": at, "next_at": at}
    )
