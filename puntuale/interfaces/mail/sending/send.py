"""The job `post.send`: one mail, handed over once, in the order of its conversation."""

import smtplib
from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction

from puntuale.apps.jobs.errors import ServiceDown
from puntuale.apps.jobs.leases import MAX_ATTEMPTS
from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions.grants import forget_access
from puntuale.apps.post.actions.outgoing import (
    begin_sending,
    finish_sending,
    keep_outcomes,
    steps_back,
)
from puntuale.apps.post.granting import NoAccess
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.post.sealing import SealedElsewhere
from puntuale.apps.tickets.actions.mail import note_bounce
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.sending.build import UnsafeMail, as_bytes
from puntuale.interfaces.mail.sending.servers import server_for
from puntuale.interfaces.mail.sending.smtp import (
    Answer,
    BadServerAddress,
    NotConnected,
    NotLetIn,
    NullSenderRefused,
    Server,
    hand_over,
)

State = OutgoingMail.State


class TryLater(Exception):
    """The mail server did not take the mail this time."""


def send(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Hand over the mail of `payload`; what was handed over before is not handed over again.

    Raises:
        TryLater: the job is to run again after a pause.
        ServiceDown: no mail can be handed over now; none is counted as tried.
    """
    if steps_back(payload, at=at):
        return
    mail = begin_sending(int(payload["mail_id"]))
    if mail is None:
        return
    try:
        server = None if settings.IS_DEMO else server_for(mail.mailbox, at=at)
        if server is None:
            finish_sending(mail, State.CAUGHT, at=at)
            return
        _hand_over(server, mail, as_bytes(mail))
    except UnsafeMail as refusal:
        mail.last_error = str(refusal)
        _refused(mail, at=at)
        return
    except (NotConnected, BadServerAddress, NoAccess, SealedElsewhere) as trouble:
        if isinstance(trouble, NotLetIn) and mail.mailbox is not None:
            forget_access(mail.mailbox)
        mail.last_error = str(trouble)
        keep_outcomes(mail)
        # The mails of other mailboxes may leave by another server.
        raise ServiceDown(str(trouble), {"mailbox": mail.mailbox_id}) from trouble
    except (OSError, smtplib.SMTPException) as trouble:
        _later(mail, f"{type(trouble).__name__}: {trouble}", job_id=job_id, at=at)
        return
    _conclude(mail, job_id=job_id, at=at)


def _hand_over(server: Server, mail: OutgoingMail, content: bytes) -> None:
    settled = {address for address, (is_settled, _words) in mail.outcomes.items() if is_settled}
    open_ones = [address for address in [*mail.to, *mail.cc] if address not in settled]
    if not open_ones:
        return
    try:
        answers = hand_over(server, mail.envelope_from, open_ones, content)
    except NullSenderRefused:
        answers = hand_over(server, _visible_sender(mail), open_ones, content)
    mail.outcomes |= {address: _outcome(answer) for address, answer in answers.items()}


def _outcome(answer: Answer) -> list[bool | str]:
    """Whether this recipient is settled, one way or the other, and the server's words."""
    return [answer.is_accepted or answer.is_final, str(answer)]


def _conclude(mail: OutgoingMail, *, job_id: int, at: datetime) -> None:
    words = {address: said for address, (_settled, said) in mail.outcomes.items()}
    unsettled = [f"{to}: {words[to]}" for to, (settled, _) in mail.outcomes.items() if not settled]
    refused = [f"{to}: {said}" for to, said in words.items() if said[:1] == "5"]
    if unsettled:
        _later(mail, "; ".join(unsettled), job_id=job_id, at=at)
        return
    mail.last_error = "; ".join(refused)
    if refused and len(refused) == len(words):
        _refused(mail, at=at)
        return
    with transaction.atomic():
        if finish_sending(mail, State.SENT, at=at) and refused:
            _tell_desk(mail, at=at)


def _later(mail: OutgoingMail, because: str, *, job_id: int, at: datetime) -> None:
    mail.last_error = because
    attempts = Job.objects.filter(pk=job_id).values_list("attempts", flat=True).first() or 0
    if attempts >= MAX_ATTEMPTS:
        _refused(mail, at=at)
        return
    keep_outcomes(mail)
    raise TryLater(because)


def _refused(mail: OutgoingMail, *, at: datetime) -> None:
    with transaction.atomic():
        if finish_sending(mail, State.REFUSED, at=at):
            _tell_desk(mail, at=at)


def _tell_desk(mail: OutgoingMail, *, at: datetime) -> None:
    ticket = Ticket.objects.filter(pk=mail.ticket_id).first() if mail.ticket_id else None
    if ticket is not None:
        addresses = [*mail.to, *mail.cc]
        note_bounce(ticket, mail, addresses=addresses, because=mail.last_error, at=at)


def _visible_sender(mail: OutgoingMail) -> str:
    return parseaddr(mail.reply_to or mail.sender)[1]
