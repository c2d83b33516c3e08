"""What the office needs to let an administrator word mails: kinds, names, beginnings, previews."""

from datetime import datetime
from typing import Any

from django.utils import translation

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Message, Ticket, TicketEvent
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.interfaces.mail.writing.context import context_of
from puntuale.interfaces.mail.writing.kinds import KINDS
from puntuale.interfaces.mail.writing.recipients import recipients_of
from puntuale.interfaces.mail.writing.rendering import Rendered, plain_part
from puntuale.interfaces.mail.writing.variables import (  # noqa: F401 - a part of what is offered
    ALSO,
    names_in_body,
    names_in_subject,
    variables_of,
)
from puntuale.interfaces.mail.writing.worded import worded

EVENTS = {"date": TicketEvent.Kind.PROMISED, "released": TicketEvent.Kind.RELEASED}
ANSWERS = ("clarification", "answer", "resolved")


def kinds() -> list[str]:
    """The mails that may be worded: those about a request."""
    return list(ALSO)


def starter(kind: str, language: str) -> tuple[str, str]:
    """Subject and body to begin with: our own words, as they are written with names."""
    with translation.override(language):
        text = plain_part(f"{kind}/starter.txt", {})
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def preview(
    kind: str, language: str, subject: str, body: str, *, by: User, at: datetime
) -> Rendered | None:
    """The mail as the newest fitting request would have it; None where there is none to show."""
    found = _example(kind, by)
    if found is None:
        return None
    ticket, message, event = found
    recipients = recipients_of(ticket, KINDS[kind])
    with translation.override(language):
        context: dict[str, Any] = context_of(ticket, message, recipients, event=event, at=at)
    context["decline_link"] = ""
    return worded(kind, subject, body, context, language)


def _example(kind: str, by: User) -> tuple[Ticket, Message | None, TicketEvent | None] | None:
    tickets = tickets_visible_to(by)
    if kind in EVENTS:
        events = TicketEvent.objects.filter(kind=EVENTS[kind], ticket__in=tickets)
        event = events.select_related("ticket").order_by("-pk").first()
        return (event.ticket, None, event) if event else _newest(tickets)
    if kind in ANSWERS:
        answers = Message.objects.filter(kind=Message.Kind.AGENT, ticket__in=tickets)
        answer = answers.select_related("ticket", "by_user").order_by("-pk").first()
        return (answer.ticket, answer, None) if answer else _newest(tickets)
    return _newest(tickets)


def _newest(tickets: Any) -> tuple[Ticket, None, None] | None:
    # Of one that is open there is more to say.
    newest = tickets.select_related("contact", "version", "coverage").order_by("-pk")
    ticket = newest.filter(closed_at=None).first() or newest.first()
    return (ticket, None, None) if ticket else None
