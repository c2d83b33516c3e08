"""Putting a mail where it goes: one transaction, and the mail is settled in it."""

from datetime import datetime

import structlog
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from puntuale.apps.customers.actions import newcomer
from puntuale.apps.customers.models import Contact
from puntuale.apps.post.actions.outgoing import mark_bounced
from puntuale.apps.post.actions.reading import settle
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.actions.mail import note_automatic, note_bounce
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.errors import FileTooLarge
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Attachment, Ticket
from puntuale.interfaces.mail.filing.deciding import Decided, Place, Way, place_of
from puntuale.interfaces.mail.filing.known import Known
from puntuale.interfaces.mail.filing.people import in_copy, language_for
from puntuale.interfaces.mail.reading.values import Person, ReadMail

State = InboundMail.State
STATES = {Way.HOLD: State.HELD, Way.SET_ASIDE: State.SET_ASIDE}

log = structlog.get_logger(__name__)


@transaction.atomic
def place(
    mail: InboundMail, read: ReadMail, known: Known, decided: Decided, *, at: datetime
) -> None:
    """Do with `mail` what follows from it, or what a person decided; once, whoever else tries."""
    if not known.is_to_be_filed(mail):
        return
    where = _decided(mail, read, decided) or place_of(mail, read, known, at=at)
    ticket = _carry_out(where, mail, read, known, at=at)
    state = STATES.get(where.way, State.READ)
    settle(mail, state, at=at, because=where.reason, ticket_id=ticket.pk if ticket else None)
    log.info("mail_filed", inbound=mail.pk, way=where.way.name.lower(), reason=where.reason)


def _decided(mail: InboundMail, read: ReadMail, decided: Decided) -> Place | None:
    if decided.way is None:
        return None
    ticket = Ticket.objects.filter(pk=decided.ticket_id).first() if decided.ticket_id else None
    author = read.claimed_author or Person("", mail.envelope_from)
    return Place(decided.way, ticket, author)


def _carry_out(
    where: Place, mail: InboundMail, read: ReadMail, known: Known, *, at: datetime
) -> Ticket | None:
    match where.way:
        case Way.OPEN:
            return _open(where, mail, read, known, at=at)
        case Way.JOIN:
            return _join(where, mail, read, known, at=at)
        case Way.NOTE:
            return _note(where, mail, read, at=at)
        case Way.BOUNCE:
            return _bounce(where, mail, read, at=at)
        case _:
            return where.ticket


def _open(where: Place, mail: InboundMail, read: ReadMail, known: Known, *, at: datetime) -> Ticket:
    contact = _contact(where, known, at=at)
    language = language_for(read, contact)
    files, lost = _files(read, at=at)
    with translation.override(language):
        subject = read.subject or ("" if read.text else _("(no subject)"))
    ticket = open_ticket(
        NewRequest(
            contact=contact,
            subject=subject,
            text=read.text,
            channel=Ticket.Channel.EMAIL,
            language=language,
            html=read.html,
            cut_text=read.cut_text,
            files=files,
            cc=in_copy(mail, read, where.author, known) if where.author else (),
            inbound=mail,
            linked_to=where.ticket,
            submitted_at=mail.received_at,
            tell=where.tell,
        ),
        at=at,
        in_force=known.in_force,
    )
    _remark(ticket, mail, [*read.remarks, *lost], at=at)
    return ticket


def _join(where: Place, mail: InboundMail, read: ReadMail, known: Known, *, at: datetime) -> Ticket:
    assert where.ticket is not None
    assert where.author is not None
    if not read.text and not read.files:
        return _note(where, mail, read, at=at)
    files, lost = _files(read, at=at)
    message = customer_writes(
        where.ticket,
        contact=_contact(where, known, at=at),
        text=read.text,
        at=at,
        html=read.html,
        cut_text=read.cut_text,
        files=files,
        cc=in_copy(mail, read, where.author, known),
        inbound=mail,
        in_force=known.in_force,
    )
    _remark(message.ticket, mail, [*read.remarks, *lost], at=at)
    return message.ticket


def _note(where: Place, mail: InboundMail, read: ReadMail, *, at: datetime) -> Ticket:
    assert where.ticket is not None
    note_automatic(
        where.ticket,
        mail,
        nature=read.nature,
        sender=mail.from_address,
        text=read.text,
        at=at,
    )
    return where.ticket


def _bounce(where: Place, mail: InboundMail, read: ReadMail, *, at: datetime) -> Ticket:
    assert where.ticket is not None
    sent = _returned(where.ticket, read)
    if sent is None or not _comes_from_a_server(mail, read):
        # Somebody knows a secret of ours, but nothing that was sent came back: only noted.
        return _note(where, mail, read, at=at)
    because = read.bounce.diagnosis if read.bounce else ""
    addresses = read.bounce.recipients if read.bounce else ()
    if mark_bounced(sent, because=because, at=at):
        note_bounce(where.ticket, sent, addresses=addresses, because=because, at=at)
    return where.ticket


def _returned(ticket: Ticket, read: ReadMail) -> OutgoingMail | None:
    """The mail of ours that came back, if it went to an address that the notice names."""
    if read.bounce is None:
        return None
    sent = OutgoingMail.objects.filter(ticket_id=ticket.pk)
    named = sent.filter(message_id__in=read.bounce.message_ids).first()
    candidates = [named] if named else list(sent.order_by("-id")[:5])
    for mail in candidates:
        addresses = " ".join([*mail.to, *mail.cc]).lower()
        if any(recipient in addresses for recipient in read.bounce.recipients):
            return mail
    return None


def _comes_from_a_server(mail: InboundMail, read: ReadMail) -> bool:
    """Whether its envelope has no sender, as far as the door knows the envelope."""
    if mail.door == "lmtp":
        return mail.envelope_from == ""
    return read.return_path == "" or (read.return_path is None and mail.envelope_from == "")


def _contact(where: Place, known: Known, *, at: datetime) -> Contact:
    assert where.author is not None
    name, address = where.author.name, where.author.address
    contact = known.contact(address) or newcomer(address, at=at, name=name)
    if contact is None:
        raise NoSuchAddress(where.author.address)
    return contact


def _files(read: ReadMail, *, at: datetime) -> tuple[list[Attachment], list[str]]:
    kept, lost = [], []
    for file in read.files:
        try:
            kept.append(
                keep_file(
                    file.content,
                    file.name,
                    file.content_type,
                    at=at,
                    content_id=file.content_id,
                    inline=file.is_inline,
                )
            )
        except FileTooLarge:
            lost.append(f"file_too_large: {file.name}")
    return kept, lost


def _remark(ticket: Ticket, mail: InboundMail, remarks: list[str], *, at: datetime) -> None:
    if remarks:
        note_automatic(ticket, mail, nature="incomplete", sender="", text="\n".join(remarks), at=at)


class NoSuchAddress(Exception):
    """Nobody can be kept under this address."""

    def __init__(self, address: str) -> None:
        super().__init__(f"“{address}” is not an address that can be answered.")
