"""Putting mails where they go: one transaction, and they are settled in it."""

from collections.abc import Sequence
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
from puntuale.apps.tickets.actions.hearing import Written, customers_write
from puntuale.apps.tickets.actions.mail import note_automatic, note_bounce
from puntuale.apps.tickets.actions.opening import NewRequest, open_tickets
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.filing.arrived import Arrived, Way
from puntuale.interfaces.mail.filing.deciding import Place, place_of
from puntuale.interfaces.mail.filing.files import keep_files
from puntuale.interfaces.mail.filing.known import Known
from puntuale.interfaces.mail.filing.people import in_copy, language_for, written_out
from puntuale.interfaces.mail.reading.values import Person, ReadMail

State = InboundMail.State
STATES = {Way.HOLD: State.HELD, Way.SET_ASIDE: State.SET_ASIDE}

Going = tuple[Place, Arrived]

log = structlog.get_logger(__name__)


@transaction.atomic
def place(mails: Sequence[Arrived], known: Known, *, at: datetime) -> None:
    """Do what follows from `mails`, or what a person decided; once, whoever else tries.

    Of several none has to do with another, and no two are words on one request.
    """
    going = [
        (_decided(each) or place_of(each.mail, each.read, known, at=at), each)
        for each in mails
        if known.is_to_be_filed(each.mail)
    ]
    went = _open(_of(Way.OPEN, going), known, at=at) | _join(_of(Way.JOIN, going), known, at=at)
    for where, each in going:
        ticket = went.get(each.mail.pk) or _carry_out(where, each, at=at)
        state = STATES.get(where.way, State.READ)
        ticket_id = ticket.pk if ticket else None
        settle(each.mail, state, at=at, because=where.reason, ticket_id=ticket_id)
        log.info(
            "mail_filed", inbound=each.mail.pk, way=where.way.name.lower(), reason=where.reason
        )


def _of(way: Way, going: Sequence[Going]) -> list[Going]:
    return [(where, each) for where, each in going if where.way is way]


def _decided(arrived: Arrived) -> Place | None:
    decided = arrived.decided
    if decided.way is None:
        return None
    ticket = Ticket.objects.filter(pk=decided.ticket_id).first() if decided.ticket_id else None
    author = arrived.read.claimed_author or Person("", arrived.mail.envelope_from)
    return Place(decided.way, ticket, author)


def _open(going: Sequence[Going], known: Known, *, at: datetime) -> dict[int, Ticket]:
    """A request for each, by the key of its mail."""
    new = [_new_request(where, each, known, at=at) for where, each in going]
    tickets = open_tickets([request for request, _lost in new], at=at, in_force=known.in_force)
    return _went(going, tickets, [lost for _request, lost in new], at=at)


def _new_request(
    where: Place, arrived: Arrived, known: Known, *, at: datetime
) -> tuple[NewRequest, list[str]]:
    """The request that a mail makes, and what of it could not be kept."""
    mail, read = arrived.mail, arrived.read
    contact = _contact(where, known, at=at)
    language = language_for(read, contact)
    files, lost = keep_files(read, at=at)
    with translation.override(language):
        subject = read.subject or ("" if read.text else _("(no subject)"))
    copied = in_copy(mail, read, where.author, known) if where.author else ()
    known.expect(person.address for person in copied)
    request = NewRequest(
        contact=contact,
        subject=subject,
        text=read.text,
        channel=Ticket.Channel.EMAIL,
        language=language,
        html=read.html,
        cut_text=read.cut_text,
        files=files,
        cc=[written_out(person) for person in copied],
        inbound=mail,
        linked_to=where.ticket,
        submitted_at=mail.received_at,
        tell=where.tell,
    )
    return request, lost


def _join(going: Sequence[Going], known: Known, *, at: datetime) -> dict[int, Ticket]:
    """Their words, each on its request, by the key of the mail; one without any is only noted."""
    speaking = [(where, each) for where, each in going if each.read.text or each.read.files]
    if not speaking:
        return {}
    said = [_written(where, each, known, at=at) for where, each in speaking]
    messages = customers_write([written for written, _lost in said], at=at, in_force=known.in_force)
    tickets = [message.ticket for message in messages]
    return _went(speaking, tickets, [lost for _written, lost in said], at=at)


def _written(
    where: Place, arrived: Arrived, known: Known, *, at: datetime
) -> tuple[Written, list[str]]:
    """The words of a mail, and what of it could not be kept."""
    mail, read = arrived.mail, arrived.read
    assert where.ticket is not None
    assert where.author is not None
    files, lost = keep_files(read, at=at)
    copied = in_copy(mail, read, where.author, known)
    known.expect(person.address for person in copied)
    written = Written(
        ticket=where.ticket,
        contact=_contact(where, known, at=at),
        text=read.text,
        html=read.html,
        cut_text=read.cut_text,
        files=files,
        cc=[written_out(person) for person in copied],
        inbound=mail,
    )
    return written, lost


def _went(
    going: Sequence[Going], tickets: Sequence[Ticket], lost: Sequence[list[str]], *, at: datetime
) -> dict[int, Ticket]:
    """By the key of each mail its request, where stands what of the mail could not be kept."""
    for (_where, each), ticket, names in zip(going, tickets, lost, strict=True):
        if missing := [*each.read.remarks, *names]:
            text = "\n".join(missing)
            note_automatic(ticket, each.mail, nature="incomplete", sender="", text=text, at=at)
    return {each.mail.pk: ticket for (_where, each), ticket in zip(going, tickets, strict=True)}


def _carry_out(where: Place, arrived: Arrived, *, at: datetime) -> Ticket | None:
    match where.way:
        case Way.NOTE | Way.JOIN:
            return _note(where, arrived, at=at)
        case Way.BOUNCE:
            return _bounce(where, arrived, at=at)
        case _:
            return where.ticket


def _note(where: Place, arrived: Arrived, *, at: datetime) -> Ticket:
    assert where.ticket is not None
    note_automatic(
        where.ticket,
        arrived.mail,
        nature=arrived.read.nature,
        sender=arrived.mail.from_address,
        text=arrived.read.text,
        at=at,
    )
    return where.ticket


def _bounce(where: Place, arrived: Arrived, *, at: datetime) -> Ticket:
    mail, read = arrived.mail, arrived.read
    assert where.ticket is not None
    sent = _returned(where.ticket, read)
    if sent is None or not _comes_from_a_server(mail, read):
        # Somebody knows a secret of ours, but nothing that was sent came back: only noted.
        return _note(where, arrived, at=at)
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
    if mail.door in ("lmtp", "smtp"):
        return mail.envelope_from == ""
    return read.return_path == "" or (read.return_path is None and mail.envelope_from == "")


def _contact(where: Place, known: Known, *, at: datetime) -> Contact:
    assert where.author is not None
    name, address = where.author.name, where.author.address
    contact = known.contact(address)
    if contact is None:
        contact = newcomer(address, at=at, name=name)
        if contact is None:
            raise NoSuchAddress(where.author.address)
        known.learn([contact])
    return contact


class NoSuchAddress(Exception):
    """Nobody can be kept under this address."""

    def __init__(self, address: str) -> None:
        super().__init__(f"“{address}” is not an address that can be answered.")
