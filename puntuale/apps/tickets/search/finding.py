"""Which requests hold what somebody looks for."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models import Message, Participant, Ticket, TicketWords
from puntuale.apps.tickets.models.words import OutOfOrder
from puntuale.apps.tickets.queries import (
    contact_of,
    participations_without_history,
    tickets_of,
    tickets_visible_to,
)
from puntuale.apps.tickets.search.wanted import Wanted

# Read one by one before the index of words is asked.
NEWEST = 5000
_NUMBER = re.compile(r"\s*#?\s*([0-9]{1,15})\s*")


def ticket_numbered(text: str, user: User) -> Ticket | None:
    """The request that `text` names by its number, "4861" or "#4861", where `user` may see it."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return None
    return tickets_visible_to(user).filter(number=int(number[1])).first()


def tickets_found_by(
    user: User, wanted: Wanted, *, most: int, before: int | None = None
) -> list[int]:
    """The newest requests, by id, with all the wanted words in what `user` may read of them.

    `before` is the id after which a further page begins.
    """
    if not wanted:
        return []
    if user.is_staff:
        return _found_by_desk(user, replace(wanted, in_notes=user.is_of_vendor), most, before)
    contact = contact_of(user)
    return [] if contact is None else list(_found_by_customer(contact, wanted, before)[:most])


def _found_by_desk(user: User, wanted: Wanted, most: int, before: int | None) -> list[int]:
    found: list[int] = []
    while len(found) < most:
        matching = _matching(wanted, most, before)
        visible = tickets_visible_to(user).filter(pk__in=matching).values_list("pk", flat=True)
        found += sorted(visible, reverse=True)
        if len(matching) < most:
            break
        before = matching[-1]
    return found[:most]


def _matching(wanted: Wanted, most: int, before: int | None) -> list[int]:
    """Requests with the wanted words, visible or not, the newest first.

    A word that is often said is found among the newest ones, by reading them, and a little further
    where only a few are missing; any other is looked up in the index of words, which knows no order.
    PostgreSQL would take either way for both.
    """
    if before is None:
        last = TicketWords.objects.order_by("-pk").values_list("pk", flat=True).first()
        before = (last or 0) + 1
    # The lookup takes more than the field holds.
    matching = TicketWords.objects.filter(words__match=wanted)  # type: ignore[misc]
    found = list(_newest(matching, before, NEWEST)[:most])
    before -= NEWEST
    # Twice as far as the rest should lie, unless that is farther than it was to these.
    further = 2 * NEWEST * (most - len(found)) // max(len(found), 1)
    if 0 < further <= NEWEST and before > 0:
        found += _newest(matching, before, further)[: most - len(found)]
        before -= further
    if len(found) < most and before > 0:
        older = matching.filter(pk__lt=before).order_by(OutOfOrder("pk").desc())
        found += older.values_list("pk", flat=True)[: most - len(found)]
    return found


def _newest(
    matching: QuerySet[TicketWords], before: int, how_many: int
) -> QuerySet[TicketWords, int]:
    """Those of `matching` among so many requests before an id, which are read one by one."""
    read = matching.filter(pk__lt=before, pk__gte=before - how_many)
    return read.order_by("-pk").values_list("pk", flat=True)


def _found_by_customer(
    contact: Contact, wanted: Wanted, before: int | None
) -> QuerySet[Ticket, int]:
    """The index knows no reader: where only a part may be read, that part is looked through."""
    joined_late = list(participations_without_history(contact).select_related("ticket"))
    met = [each.ticket_id for each in joined_late if wanted.is_met_by(_texts_for(each))]
    holding = TicketWords.objects.filter(words__match=wanted)  # type: ignore[misc]
    whole = Q(pk__in=holding.values("ticket")) & ~Q(pk__in=[each.ticket_id for each in joined_late])
    found = tickets_of(contact).filter(whole | Q(pk__in=met))
    if before is not None:
        found = found.filter(pk__lt=before)
    return found.order_by("-pk").values_list("pk", flat=True)


def _texts_for(newcomer: Participant) -> Iterator[str]:
    ticket = newcomer.ticket
    yield f"{ticket.number} {ticket.subject}"
    later = Message.objects.filter(ticket=ticket, written_at__gte=newcomer.joined_at)
    yield from later.exclude(kind=Message.Kind.NOTE).values_list("text", flat=True)
