"""What an agent has read: the customer's words, and notices."""

from collections.abc import Collection
from datetime import datetime

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import ReadMark, Ticket
from puntuale.apps.tickets.notices import unread_notices


def mark_read(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Everything said on `ticket` until `at` is read, and so are the notices about it."""
    mark_read_until(ticket, by=by, until=at)
    unread_notices(by).filter(ticket=ticket, at__lte=at).update(read_at=at)


def mark_read_until(ticket: Ticket, *, by: User, until: datetime | None) -> None:
    """`by` has read `ticket` as far as `until`; None: never."""
    if until is None:
        ReadMark.objects.filter(ticket=ticket, user=by).delete()
        return
    ReadMark.objects.update_or_create(ticket=ticket, user=by, defaults={"read_at": until})


def read_notices(by: User, *, at: datetime, only: Collection[int] | None = None) -> int:
    """Take notices as read, all or `only` those with these ids; returns how many there were."""
    unread = unread_notices(by)
    return (unread if only is None else unread.filter(pk__in=only)).update(read_at=at)
