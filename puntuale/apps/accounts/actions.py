"""Writing down who changed what, for the administrator's log, and ending sessions."""

from datetime import datetime
from typing import Any

from django.db.models import F

from puntuale.apps.accounts.models import LogEntry, User


def record_change(
    what: str,
    subject: object,
    *,
    by: User | None,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    address: str | None = None,
) -> LogEntry:
    """One line of the log: what was done to which thing, by whom, and how it was before."""
    return LogEntry.objects.create(
        what=what,
        subject=str(subject)[:200],
        by=by,
        at=at,
        before=before,
        after=after,
        address=address,
    )


def end_sessions(user: User) -> None:
    """Sign `user` out everywhere, at the next request of each browser."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
