"""What the office needs to let an administrator word mails: kinds, names, beginnings, previews."""

from datetime import datetime
from typing import Any

from django.utils import translation

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.concerned import versions_closed_by
from puntuale.apps.agreements.models import Closure
from puntuale.apps.agreements.terms import closure_of
from puntuale.apps.sales.telling import Told
from puntuale.apps.tickets.models import Message, Ticket, TicketEvent
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.interfaces.mail.writing.closures import context_of_closure
from puntuale.interfaces.mail.writing.context import context_of
from puntuale.interfaces.mail.writing.form_link import context_of_form
from puntuale.interfaces.mail.writing.kinds import KINDS
from puntuale.interfaces.mail.writing.plain import vendors_day
from puntuale.interfaces.mail.writing.prepaid import context_of_said, example
from puntuale.interfaces.mail.writing.recipients import recipients_of
from puntuale.interfaces.mail.writing.rendering import Rendered, plain_part
from puntuale.interfaces.mail.writing.variables import (  # noqa: F401 - a part of what is offered
    ALSO,
    APART,
    names_in_body,
    names_in_subject,
    variables_of,
)
from puntuale.interfaces.mail.writing.worded import worded

TOLD = {f"prepaid_{told}": told for told in Told}
EVENTS = {"date": TicketEvent.Kind.PROMISED, "released": TicketEvent.Kind.RELEASED}
ANSWERS = ("clarification", "answer", "resolved")


def kinds() -> list[str]:
    """The mails that may be worded."""
    return list(ALSO)


def starter(kind: str, language: str) -> tuple[str, str]:
    """Subject and body to begin with: our own words, as they are written with names."""
    with translation.override(language):
        text = plain_part(f"{APART[kind] if kind in TOLD else kind}/starter.txt", {})
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def preview(
    kind: str, language: str, subject: str, body: str, *, by: User, at: datetime
) -> Rendered | None:
    """The mail as the newest of what it is about would have it; None where there is none to show."""
    if kind in APART:
        told = _apart(kind, language, at=at)
        return worded(kind, subject, body, told, language) if told else None
    found = _example(kind, by)
    if found is None:
        return None
    ticket, message, event = found
    recipients = recipients_of(ticket, KINDS[kind])
    with translation.override(language):
        context: dict[str, Any] = context_of(ticket, message, recipients, event=event, at=at)
    context["decline_link"] = ""
    return worded(kind, subject, body, context, language)


def _apart(kind: str, language: str, *, at: datetime) -> dict[str, Any] | None:
    """The values of a mail that is about no request."""
    if kind == "form":
        return context_of_form(None)
    if kind in TOLD:
        with translation.override(language):
            said = example(TOLD[kind], vendors_day(at))
        return context_of_said(said, "") if said else None
    row = Closure.objects.order_by("-announced_at", "-pk").first()
    if row is None:
        return None
    closure = closure_of(row)
    return context_of_closure(closure, versions_closed_by(closure, at), language, at=at)


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
