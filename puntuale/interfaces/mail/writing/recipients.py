"""Who gets a mail about a request, and whether an automatic one may be sent at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from puntuale.apps.customers.declining import declines
from puntuale.apps.customers.models import Contact
from puntuale.apps.post.actions.budget import Allowance, spend
from puntuale.apps.post.addressing import is_ours
from puntuale.apps.tickets.actions.mail import tell_of_loop
from puntuale.apps.tickets.models import Message, Participant, Ticket
from puntuale.interfaces.mail.reading.machines import is_machine
from puntuale.interfaces.mail.reading.values import Person
from puntuale.interfaces.mail.writing.kinds import Kind

FOR_EVER_A_REQUEST = 5
# Enough for a customer's bad day: whoever has an agreement is told of every promise.
AN_HOUR_A_CUSTOMER = 20
AN_HOUR_A_STRANGER = 5
TEN_MINUTES_A_DOMAIN = 5

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Recipients:
    """The requester, and those in copy."""

    to: Contact
    cc: tuple[Participant, ...]

    def may_all_read(self, message: Message) -> bool:
        """Whether everybody who gets the mail has been allowed to read `message`."""
        return all(
            joined.sees_history or joined.joined_at <= message.written_at for joined in self.cc
        )


def recipients_of(ticket: Ticket, kind: Kind) -> Recipients:
    """Everybody whom a mail of this kind about `ticket` concerns."""
    if not kind.goes_to_all:
        return Recipients(ticket.contact, ())
    present = Participant.objects.filter(ticket=ticket, left_at=None, contact__left_at=None)
    cc = [
        joined
        for joined in present.exclude(contact=ticket.contact).select_related("contact")
        if not is_ours(joined.contact.email)
    ]
    return Recipients(ticket.contact, tuple(cc))


def is_proved(contact: Contact) -> bool:
    """Whether somebody vouched for this address: our mails may repeat what came from it."""
    return contact.organisation_id is not None or contact.user_id is not None


def is_somebody(contact: Contact) -> bool:
    """Whether a person reads what is sent to `contact`: not one who left, not ourselves, no machine."""
    return not (
        contact.left_at is not None
        or is_ours(contact.email)
        or is_machine(Person("", contact.email))
    )


def may_be_sent(ticket: Ticket, kind: Kind, *, at: datetime) -> bool:
    """Whether this mail may go to its address: never to ourselves, not for ever to a machine."""
    contact = ticket.contact
    if contact.left_at is not None or is_ours(contact.email):
        return False
    if kind.topic is not None and declines(contact, kind.topic):
        return False
    if kind.is_automatic and is_machine(Person("", contact.email)):
        return False
    if not kind.is_budgeted or spend(_allowances(ticket, contact), at=at):
        return True
    log.warning("automatic_mail_left_out", kind=kind.name, ticket=ticket.number)
    tell_of_loop(ticket, contact.email, at=at)
    return False


def _allowances(ticket: Ticket, contact: Contact) -> list[Allowance]:
    address, proved = contact.email.lower(), is_proved(contact)
    an_hour = AN_HOUR_A_CUSTOMER if proved else AN_HOUR_A_STRANGER
    allowances = [
        Allowance(f"request:{ticket.pk}:{address}", FOR_EVER_A_REQUEST, None),
        Allowance(f"address:{address}", an_hour, timedelta(hours=1)),
    ]
    if not proved:
        domain = address.rpartition("@")[2]
        allowances.append(
            Allowance(f"domain:{domain}", TEN_MINUTES_A_DOMAIN, timedelta(minutes=10))
        )
    return allowances
