"""Where does a mail go? The one place that says whose words join which request.

A mail joins by a secret of ours *and* by a sender who takes part. An address alone proves nobody,
a secret alone can be forwarded: whatever has only one of them opens a request of its own, linked to
the other, or waits for an agent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from puntuale.apps.customers.models import Contact
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.filing.arrived import Way
from puntuale.interfaces.mail.filing.candidates import Candidates
from puntuale.interfaces.mail.filing.known import Known
from puntuale.interfaces.mail.filing.people import takes_part
from puntuale.interfaces.mail.reading.values import Nature, Person, ReadMail

# An answer to a request that ended longer ago is about something new.
REOPENS_WITHIN = timedelta(days=90)
SPEAKING = (Nature.PERSON, Nature.LIST)
REPORTING = (Nature.REPLIED, Nature.DELAY, Nature.RECEIPT)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail goes, with whose words, and why it does not go elsewhere."""

    way: Way
    ticket: Ticket | None = None
    author: Person | None = None
    reason: str = ""
    # Whether the author may be told that we have it.
    tell: bool = False


def place_of(mail: InboundMail, read: ReadMail, known: Known, *, at: datetime) -> Place:
    """Where `mail` goes by itself."""
    if _is_our_own(read, known):
        return Place(Way.SET_ASIDE, reason="our_own_mail")
    candidates = Candidates(mail, read, known)
    if read.nature is Nature.BOUNCE:
        return _bounce(candidates)
    if read.nature in REPORTING:
        return _report(candidates)
    author = _author(mail, read)
    if author is None:
        return Place(Way.HOLD, reason="no_sender")
    if known.is_staff(author.address):
        return Place(Way.HOLD, candidates.first, author, reason="staff_address")
    contact = known.contact(author.address)
    if contact is not None and contact.left_at is not None:
        return Place(Way.HOLD, candidates.first, author, reason="sender_has_left")
    if read.author is not None:
        joined = _joined(candidates, contact, at=at)
        if joined is not None and mail.is_genuine is False:
            return Place(Way.HOLD, joined, author, reason="not_genuine")
        if joined is not None:
            way = Way.JOIN if read.nature in SPEAKING else Way.NOTE
            return Place(way, joined, author)
    tell = read.nature is Nature.PERSON and read.author is not None and mail.is_genuine is not False
    return Place(Way.OPEN, candidates.first, author, tell=tell)


def _joined(candidates: Candidates, contact: Contact | None, *, at: datetime) -> Ticket | None:
    """The first request in which the sender takes part, unless it ended long ago."""
    if contact is None:
        return None
    for ticket in candidates:
        if takes_part(contact, ticket):
            return None if _ended_long_ago(ticket, at=at) else ticket
    return None


def _ended_long_ago(ticket: Ticket, *, at: datetime) -> bool:
    return ticket.closed_at is not None and ticket.closed_at < at - REOPENS_WITHIN


def _bounce(candidates: Candidates) -> Place:
    if not candidates.by_secret:
        return Place(Way.SET_ASIDE, reason="bounce_of_unknown_mail")
    return Place(Way.BOUNCE, candidates.by_secret[0])


def _report(candidates: Candidates) -> Place:
    if not candidates.by_secret:
        return Place(Way.SET_ASIDE, reason="automatic_answer")
    return Place(Way.NOTE, candidates.by_secret[0])


def _author(mail: InboundMail, read: ReadMail) -> Person | None:
    if read.claimed_author is not None:
        return read.claimed_author
    return Person("", mail.envelope_from) if "@" in mail.envelope_from else None


def _is_our_own(read: ReadMail, known: Known) -> bool:
    if read.claimed_author is not None and known.is_ours(read.claimed_author.address):
        return True
    return known.is_mail_of_ours(read.message_id)
