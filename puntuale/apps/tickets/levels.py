"""Which levels of escalation a request has not carried out yet."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.clocks.escalating import Reached, levels_of
from puntuale.core.agreements.clocks.reading import Reading


class Pending(NamedTuple):
    """A level that has not been carried out, and the promise that it belongs to."""

    reached: Reached
    reading: Reading


def levels_pending(ticket: Ticket, readings: Iterable[Reading], *, at: datetime) -> list[Pending]:
    """Every level of `ticket` still to come, or reached by `at` and not carried out; in order."""
    if not ticket.is_open:
        return []
    found = [Pending(reached, each) for each in readings for reached in levels_of(each)]
    found.sort(key=lambda each: each.reached.at)
    keys = [each.reached.key for each in found if each.reached.at <= at]
    if not keys or ticket.pk is None:
        # One that just begins has carried out none.
        return found
    done = set(ticket.events.filter(key__in=keys).values_list("key", flat=True))
    return [each for each in found if each.reached.key not in done]
