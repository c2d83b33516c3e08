"""What the templates of mails may speak of."""

from datetime import datetime
from typing import Any

from django.conf import settings

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.models import Message, Ticket, TicketEvent
from puntuale.interfaces.mail.writing import promises
from puntuale.interfaces.mail.writing.quoting import quote_for
from puntuale.interfaces.mail.writing.recipients import Recipients, is_proved
from puntuale.interfaces.mail.writing.threading import foreign_numbers


def context_of(
    ticket: Ticket, message: Message | None, recipients: Recipients, *, at: datetime
) -> dict[str, Any]:
    """Every value by its name; what a stranger sent is not repeated to an address nobody proved."""
    view = promises.viewpoint(at=at)
    proved = is_proved(ticket.contact)
    quote = quote_for(message, recipients)
    return {
        "number": ticket.number,
        "subject_of_request": ticket.subject if proved or message is not None else "",
        "foreign_numbers": foreign_numbers(ticket.subject),
        "first_name": ticket.contact.name.split()[0] if proved and ticket.contact.name else "",
        "text": message.text.strip() if message is not None else "",
        "writer": message.by_user.name if message is not None and message.by_user else "",
        "writer_signature": _signature(message),
        "quote": quote,
        "quoted_at": promises.instant(quote.message.written_at, view) if quote else "",
        "promises": promises.promises_of(ticket, view),
        "indications": promises.indications_of(ticket, view),
        "zone_note": promises.zone_note(view),
        "waiting_since": (
            promises.instant(ticket.waiting_since, view) if ticket.waiting_since else ""
        ),
        "reason": _refusal(ticket),
        "link": f"{settings.PUBLIC_URL}/requests/{ticket.number}/",
        "vendor": _vendor(),
    }


def _signature(message: Message | None) -> str:
    return message.by_user.signature.strip() if message is not None and message.by_user else ""


def _refusal(ticket: Ticket) -> str:
    """Why the request was not accepted, in the words of who or what refused it."""
    event = (
        TicketEvent.objects.filter(ticket=ticket, kind=TicketEvent.Kind.REJECTED)
        .order_by("-sequence")
        .first()
    )
    return str(event.data.get("reason", "")) if event else ""


def _vendor() -> dict[str, str]:
    vendor = Vendor.objects.first()
    if vendor is None:
        return {"name": "", "signature": ""}
    return {"name": vendor.name, "signature": vendor.mail_signature.strip() or vendor.name}
