"""One mail about a request: who gets it, what it says, and the secret by which its answer joins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.customers.declining import token_of
from puntuale.apps.customers.models import Contact
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import Letter, queue_mail
from puntuale.apps.post.addressing import (
    as_header,
    fingerprint,
    new_secret,
    sender,
    with_secret,
)
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.models import Message, Ticket, TicketEvent, TicketReference
from puntuale.interfaces.mail.writing.context import context_of
from puntuale.interfaces.mail.writing.files import carried
from puntuale.interfaces.mail.writing.kinds import KINDS, Kind
from puntuale.interfaces.mail.writing.plain import AUTOMATIC, page
from puntuale.interfaces.mail.writing.recipients import (
    Recipients,
    is_proved,
    may_be_sent,
    recipients_of,
)
from puntuale.interfaces.mail.writing.rendering import Rendered
from puntuale.interfaces.mail.writing.senders import sender_for
from puntuale.interfaces.mail.writing.threading import thread_headers
from puntuale.interfaces.mail.writing.worded import in_words

REPLIED = {**AUTOMATIC, "Auto-Submitted": "auto-replied"}


@transaction.atomic
def write(name: str, payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Write the mail `name` and leave it to be sent; carried out again it writes no second one."""
    effect = f"job:{job_id}"
    if OutgoingMail.objects.filter(effect=effect).exists():
        return
    kind = KINDS[name]
    ticket = Ticket.objects.select_related("contact", "version", "coverage").get(
        pk=payload["ticket_id"]
    )
    if not may_be_sent(ticket, kind, at=at):
        return
    message = _message(payload)
    recipients = recipients_of(ticket, kind)
    language = (message.language if message else "") or ticket.language
    with translation.override(language):
        context = context_of(ticket, message, recipients, event=_event(payload), at=at)
    context["decline_link"] = _decline_link(ticket, kind)
    rendered = in_words(name, context, language)
    mail = queue_mail(
        _letter(kind, ticket, message, recipients, rendered, language, effect, at=at), at=at
    )
    if message is not None:
        Message.objects.filter(pk=message.pk, outgoing=None).update(outgoing=mail)


def _letter(
    kind: Kind,
    ticket: Ticket,
    message: Message | None,
    recipients: Recipients,
    rendered: Rendered,
    language: str,
    effect: str,
    *,
    at: datetime,
) -> Letter:
    mailbox = sender_for(ticket)
    name, address = sender(mailbox, vendor_name())
    secret = new_secret()
    TicketReference.objects.create(ticket=ticket, token_sha256=fingerprint(secret), made_at=at)
    reply_to = with_secret(address, secret)
    return Letter(
        kind=kind.name,
        message_id=addressing.message_id(secret, address),
        sender=as_header(name, address),
        reply_to=reply_to,
        # A notice that comes back must not start a conversation between two machines.
        envelope_from="" if kind.is_budgeted else reply_to,
        to=(named(recipients.to),),
        cc=tuple(named(joined.contact) for joined in recipients.cc),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=language,
        headers=thread_headers(ticket) | _marks(kind) | way_out(_decline_link(ticket, kind)),
        files=_files(message),
        is_automatic=kind.is_automatic,
        lane=f"ticket:{ticket.pk}",
        ticket_id=ticket.pk,
        mailbox=mailbox,
        effect=effect,
    )


def named(contact: Contact) -> str:
    """Whom a mail is to, as its header has it."""
    # A stranger's name is whatever the stranger wrote, perhaps somebody else's address.
    return as_header(contact.name if is_proved(contact) else "", contact.email)


def _marks(kind: Kind) -> dict[str, str]:
    if not kind.is_automatic:
        return {}
    return REPLIED if kind.name in ("received", "refused") else AUTOMATIC


def _decline_link(ticket: Ticket, kind: Kind) -> str:
    """Where such mails are declined; nothing for what belongs to an agreement."""
    return page(f"mail/{token_of(ticket.contact, kind.topic)}/") if kind.topic else ""


def way_out(link: str) -> dict[str, str]:
    """RFC 8058: mail programs offer to decline with one click, which posts to `link`."""
    if not link:
        return {}
    return {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _files(message: Message | None) -> tuple[tuple[str, str, str], ...]:
    return tuple((file.stored_as, file.name, file.content_type) for file in carried(message).along)


def _message(payload: Mapping[str, Any]) -> Message | None:
    message_id = payload.get("message_id")
    if message_id is None:
        return None
    found = Message.objects.filter(pk=message_id).select_related("by_user")
    return found.exclude(kind=Message.Kind.NOTE).first()


def _event(payload: Mapping[str, Any]) -> TicketEvent | None:
    return (
        TicketEvent.objects.filter(pk=payload["event_id"]).first()
        if "event_id" in payload
        else None
    )


def vendor_name() -> str:
    """Whose name stands before our address."""
    vendor = Vendor.objects.first()
    return vendor.name if vendor else settings.DEFAULT_FROM_EMAIL.partition("<")[0].strip()
