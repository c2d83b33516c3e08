"""Which requests hold what somebody looks for."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models import Message, Participant, Ticket, TicketWords
from puntuale.apps.tickets.queries import (
    contact_of,
    participations_without_history,
    tickets_of,
    tickets_visible_to,
)
from puntuale.apps.tickets.search.wanted import Wanted

_NUMBER = re.compile(r"\s*#?\s*([0-9]{1,15})\s*")


def ticket_numbered(text: str, user: User) -> Ticket | None:
    """The request that `text` names by its number, "4861" or "#4861", where `user` may see it."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return None
    return tickets_visible_to(user).filter(number=int(number[1])).first()


def tickets_found_by(user: User, wanted: Wanted, *, before: int | None = None) -> QuerySet[Ticket]:
    """Requests with all the wanted words in what `user` may read of them, the newest first.

    `before` is the id after which a further page begins.
    """
    if not wanted:
        return Ticket.objects.none()
    if user.is_staff:
        return _found_by_desk(user, wanted, before)
    contact = contact_of(user)
    return Ticket.objects.none() if contact is None else _found_by_customer(contact, wanted, before)


def _found_by_desk(user: User, wanted: Wanted, before: int | None) -> QuerySet[Ticket]:
    # The lookup takes more than the field holds.
    found = tickets_visible_to(user).filter(
        indexed__words__match=replace(wanted, in_notes=True)  # type: ignore[misc]
    )
    if before is not None:
        found = found.filter(indexed__pk__lt=before)
    return found.order_by("-indexed__pk")


def _found_by_customer(contact: Contact, wanted: Wanted, before: int | None) -> QuerySet[Ticket]:
    """The index knows no reader: where only a part may be read, that part is looked through."""
    joined_late = list(participations_without_history(contact).select_related("ticket"))
    met = [each.ticket_id for each in joined_late if wanted.is_met_by(_texts_for(each))]
    holding = TicketWords.objects.filter(words__match=wanted)  # type: ignore[misc]
    whole = Q(pk__in=holding.values("ticket")) & ~Q(pk__in=[each.ticket_id for each in joined_late])
    found = tickets_of(contact).filter(whole | Q(pk__in=met))
    if before is not None:
        found = found.filter(pk__lt=before)
    return found.order_by("-pk")


def _texts_for(newcomer: Participant) -> Iterator[str]:
    ticket = newcomer.ticket
    yield f"{ticket.number} {ticket.subject}"
    later = Message.objects.filter(ticket=ticket, written_at__gte=newcomer.joined_at)
    yield from later.exclude(kind=Message.Kind.NOTE).values_list("text", flat=True)
