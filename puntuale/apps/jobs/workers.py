"""Workers say that they are there, so that an administrator sees when none is."""

from datetime import datetime, timedelta
from uuid import UUID

from puntuale.apps.jobs.models import Worker

# Several times the pause between two signs of life.
SILENT_AFTER = timedelta(seconds=40)
FORGOTTEN_AFTER = timedelta(days=1)


def appear(key: UUID, *, host: str, process: int, version: str, at: datetime) -> None:
    """Tell that a worker is there; saying so again only moves `seen_at`."""
    if Worker.objects.filter(key=key).update(seen_at=at):
        return
    Worker.objects.create(
        key=key, host=host, process=process, version=version, started_at=at, seen_at=at
    )


def leave(key: UUID) -> None:
    """Tell that a worker has ended as it should."""
    Worker.objects.filter(key=key).delete()


def forget_silent(at: datetime) -> None:
    """Forget the workers that ended without a word long ago."""
    Worker.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()
