"""Keeping the words of a request up to date: the job `search.index`."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from puntuale.apps.catalogue.models import serial_key
from puntuale.apps.tickets.models import Attachment, Message, Ticket, TicketWords
from puntuale.apps.tickets.search.words import forms_of, words_in

# A request with more different words carries logs, and its first ones find it.
MOST_WORDS = 10_000


def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:  # noqa: ARG001 - every handler's
    """Index the request named by `ticket_id` again."""
    ticket = Ticket.objects.select_related("organisation", "contact", "product").filter(
        pk=payload["ticket_id"]
    )
    for found in ticket:
        index(found)


def index(ticket: Ticket) -> None:
    """Store the words of `ticket` as it is now."""
    words = " ".join(forms_in(_texts_of(ticket)))
    TicketWords.objects.update_or_create(ticket=ticket, defaults={"words": words})


def forms_in(texts: Iterator[str]) -> list[str]:
    """Every form of every word of `texts`, once, the first ones first."""
    forms: dict[str, None] = {}
    for text in texts:
        for word in words_in(text):
            forms.update(dict.fromkeys(forms_of(word)))
        if len(forms) >= MOST_WORDS:
            break
    return list(forms)[:MOST_WORDS]


def _texts_of(ticket: Ticket) -> Iterator[str]:
    yield f"{ticket.number} {ticket.subject} {ticket.contact.name} {ticket.contact.email}"
    yield f"{ticket.serial_number} {serial_key(ticket.serial_number)}"
    if ticket.organisation is not None:
        yield f"{ticket.organisation.name} {ticket.organisation.code}"
    if ticket.product is not None:
        yield ticket.product.name
    yield from Message.objects.filter(ticket=ticket).values_list("text", flat=True).iterator()
    yield from Attachment.objects.filter(ticket=ticket).values_list("name", flat=True)
