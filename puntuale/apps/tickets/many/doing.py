"""Doing one deed to many requests: each by itself, and one that is refused stops no other."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.many.deeds import DEEDS, Before, Deed
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the chosen requests, by number.

    `done` with what undoes it, `refused` with the sentence that says why; `missing` are those
    that the person may not see, or that never were: for them the two are the same.
    """

    done: Mapping[int, Before]
    refused: Mapping[int, str]
    missing: frozenset[int] = frozenset()


def do_to_all(deed: Deed, numbers: Collection[int], *, by: User, at: datetime) -> Outcome:
    """Do `deed` to each of the requests that `by` may see."""
    return _each(numbers, by, lambda ticket: deed.do(ticket, by=by, at=at))


def undo_all(name: str, done: Mapping[int, Before], *, by: User, at: datetime) -> Outcome:
    """Take the deed called `name` back, where nobody has changed the request since."""

    def undo(ticket: Ticket) -> Before:
        DEEDS[name].undo(ticket, done[ticket.number], by=by, at=at)
        return {}

    return _each(done, by, undo)


def _each(numbers: Collection[int], by: User, act: Callable[[Ticket], Before | None]) -> Outcome:
    visible = tickets_visible_to(by).filter(number__in=numbers).select_related("team")
    done: dict[int, Before] = {}
    refused: dict[int, str] = {}
    found = list(visible.order_by("number"))
    for ticket in found:
        try:
            with transaction.atomic():
                before = act(ticket)
        except TicketRefusal as refusal:
            refused[ticket.number] = str(refusal)
        else:
            if before is not None:
                done[ticket.number] = before
    return Outcome(done, refused, frozenset(numbers) - {ticket.number for ticket in found})
