"""Mail as it comes and goes in a test: what arrives is kept, read and filed by the real parts."""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.post.actions.intake import keep_mail
from puntuale.apps.post.models import InboundMail, Mailbox, OutgoingMail
from puntuale.apps.tickets.models import Message, Ticket, TicketEvent
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.cast import NOON

SUPPORT = "support@officina.example"
_numbers = itertools.count(1)


def our_mailbox() -> Mailbox:
    return Mailbox.objects.create(address=SUPPORT, name="Officina Software", is_default=True)


def a_mail(
    sender: str = "Giulia Conti <giulia@brembo.example>",
    subject: str = "Importazione ferma",
    text: str = "L'importazione degli ordini non funziona da stamattina.",
    to: str = SUPPORT,
    **headers: str,
) -> bytes:
    """A mail of a person; `In_Reply_To="<…>"` gives the header of that name."""
    fields = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Message-ID": f"<{next(_numbers)}@mail.brembo.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    return ("\r\n".join(lines) + f"\r\n\r\n{text}\r\n").encode()


def works(at: datetime = NOON) -> None:
    """Carry out everything that is due."""
    while (job := claim_next(at)) is not None:
        carry_out(job, at=at, clock=lambda: at)
        job.refresh_from_db()
        assert job.done_at is not None, f"{job.kind}: {job.last_error}"


def arrives(
    raw: bytes,
    *,
    sender: str = "giulia@brembo.example",
    to: Sequence[str] = (SUPPORT,),
    at: datetime = NOON,
    door: str = "lmtp",
) -> InboundMail:
    """`raw` comes in by LMTP, is read, filed, and everything that follows is done."""
    kept = keep_mail(raw, sender, to, door, at)
    works(at)
    return InboundMail.objects.get(pk=kept.pk)


def ticket_of(mail: InboundMail) -> Ticket:
    return Ticket.objects.get(pk=mail.ticket_id)


def last_sent() -> OutgoingMail:
    return OutgoingMail.objects.latest("id")


def reply_to(sent: OutgoingMail, **fields: Any) -> bytes:
    """An answer to a mail of ours as a mail program writes it."""
    return a_mail(
        **{
            "to": sent.reply_to,
            "subject": f"Re: {sent.subject}",
            "text": "La prima delle due, grazie per l'aiuto.",
            "In_Reply_To": sent.message_id,
            "References": sent.message_id,
            **fields,
        }
    )


def words_on(ticket: Ticket) -> list[str]:
    return [message.text for message in Message.objects.filter(ticket=ticket).order_by("id")]


def kinds_on(ticket: Ticket) -> list[str]:
    events = TicketEvent.objects.filter(ticket=ticket).order_by("sequence")
    return [event.kind for event in events]


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)
