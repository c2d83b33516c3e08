"""How many requests of a view changed since it was shown."""

from collections.abc import Collection, Mapping
from datetime import datetime

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.queue.counts import MOST
from puntuale.apps.tickets.queue.filters import tickets_in


def changes_since(
    since: datetime,
    filters: Mapping[str, str],
    shown: Collection[int],
    *,
    reader: User,
    now: datetime,
) -> int:
    """How many requests, in the view by now or among the numbers `shown`, changed after `since`."""
    in_view = tickets_in(filters, reader=reader, now=now).filter(last_activity_at__gt=since)
    numbers = set(in_view.values_list("number", flat=True)[:MOST])
    was_shown = tickets_visible_to(reader).filter(number__in=shown, last_activity_at__gt=since)
    return len(numbers | set(was_shown.values_list("number", flat=True)))
