"""What the templates of mails may speak of."""

from datetime import datetime
from functools import partial
from typing import Any

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.costs import cost_of
from puntuale.apps.tickets.models import Message, Ticket, TicketEvent
from puntuale.apps.tickets.refusals import Refusal, refusal_of
from puntuale.apps.tickets.silence import patience_of
from puntuale.interfaces.mail.writing.dates import named_date
from puntuale.interfaces.mail.writing.files import carried
from puntuale.interfaces.mail.writing.plain import first_name, page, vendor
from puntuale.interfaces.mail.writing.promises import instant, promises_of
from puntuale.interfaces.mail.writing.quoting import quote_for
from puntuale.interfaces.mail.writing.recipients import Recipients, is_proved
from puntuale.interfaces.mail.writing.threading import foreign_numbers
from puntuale.ui.words.costs import told
from puntuale.ui.words.dates import LONG, full_date
from puntuale.ui.words.refusals import because
from puntuale.ui.words.viewpoint import Viewpoint


def context_of(
    ticket: Ticket,
    message: Message | None,
    recipients: Recipients,
    *,
    event: TicketEvent | None = None,
    at: datetime,
) -> dict[str, Any]:
    """Every value by its name; what a stranger sent is not repeated to an address nobody proved."""
    promises = promises_of(ticket, at=at)
    view = promises.view
    proved = is_proved(ticket.contact)
    quote = quote_for(message, recipients)
    refusal = refusal_of(ticket)
    return {
        "number": ticket.number,
        "subject_of_request": ticket.subject if _may_repeat(ticket, message) else "",
        "foreign_numbers": foreign_numbers(ticket.subject),
        "first_name": first_name(ticket.contact.name) if proved else "",
        "text": message.text.strip() if message is not None else "",
        "files_left": [file.name for file in carried(message).left],
        "writer": message.by_user.name if message is not None and message.by_user else "",
        "writer_signature": _signature(message),
        "quote": quote,
        "quoted_at": instant(quote.message.written_at, view) if quote else "",
        "promises": promises.promised,
        "indications": promises.expected,
        "states": promises.said,
        "zone_note": promises.zone_note,
        "waiting_since": instant(ticket.waiting_since, view) if ticket.waiting_since else "",
        "closing": partial(_closing, ticket, event.at if event else at, view),
        "calls": partial(_calls, ticket),
        "cost": told(cost_of(ticket, at=at)),
        "date": named_date(event, view),
        "release": event.data["name"] if event and event.kind == TicketEvent.Kind.RELEASED else "",
        "reason": because(refusal) if refusal else "",
        "page_instead": _page_instead(refusal),
        "link": page(f"requests/{ticket.number}/"),
        "vendor": vendor(),
    }


def _closing(ticket: Ticket, reminded_at: datetime, view: Viewpoint) -> str:
    """The day on which silence closes the request; asked only by the mail that says so."""
    known = Vendor.objects.first()
    if known is None or ticket.waiting_since is None:
        return ""
    closes_at = patience_of(known).closing_after(ticket.waiting_since, reminded_at)
    return full_date(view.local(closes_at).date(), view.today, LONG) if closes_at else ""


def _calls(ticket: Ticket) -> int:
    """How often the customer was called last; asked only by the mail that says so."""
    called = ticket.events.filter(kind=TicketEvent.Kind.CALLED).order_by("-sequence").first()
    return int(called.data["number"]) if called else 0


def _may_repeat(ticket: Ticket, message: Message | None) -> bool:
    """Whether the mail may repeat what it answers: on a public form anybody types any address."""
    if message is not None:
        return True
    return is_proved(ticket.contact) and ticket.channel != Ticket.Channel.FORM


def _page_instead(refusal: Refusal | None) -> str:
    """Where a request can be opened that came by a way which takes none."""
    pages = {Ticket.Channel.PORTAL: "new/", Ticket.Channel.FORM: "request/"}
    path = pages.get(Ticket.Channel(refusal.instead)) if refusal and refusal.instead else None
    return page(path) if path else ""


def _signature(message: Message | None) -> str:
    return message.by_user.signature.strip() if message is not None and message.by_user else ""
