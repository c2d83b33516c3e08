"""Who stands behind an address; never more than that it was written there."""

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.customers.models import Contact
from puntuale.apps.post.addressing import plain_address
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Participant, Ticket
from puntuale.interfaces.mail.filing.known import Known
from puntuale.interfaces.mail.reading.machines import is_machine
from puntuale.interfaces.mail.reading.values import Person, ReadMail

MOST_IN_COPY = 20


def takes_part(contact: Contact, ticket: Ticket) -> bool:
    """Whether `contact` asked, or is in copy at this moment."""
    if contact.left_at is not None:
        return False
    return (
        ticket.contact_id == contact.pk
        or Participant.objects.filter(ticket=ticket, contact=contact, left_at=None).exists()
    )


def in_copy(mail: InboundMail, read: ReadMail, author: Person, known: Known) -> list[Person]:
    """Whom the sender put beside us: people of their own, not ours, and no machines."""
    delivered = {plain_address(address) for address in mail.envelope_to}
    # Without an envelope nobody says which of the recipients we are: then only Cc counts.
    names_us = any(known.is_ours(person.address) for person in read.to)
    named = (*read.to, *read.cc) if delivered or names_us else read.cc
    others = {person.address: person for person in reversed(named)}
    return [
        person
        for address, person in list(reversed(others.items()))[: 2 * MOST_IN_COPY]
        if address != author.address
        and plain_address(address) not in delivered
        and not known.is_ours(address)
        and not is_machine(Person("", address))
        and not known.is_staff(address)
    ][:MOST_IN_COPY]


def written_out(person: Person) -> str:
    """`"Marco Rossi" <marco@brembo.example>`; never an error, whatever a stranger wrote there."""
    name = "".join(letter for letter in person.name if letter.isprintable() and letter not in '"\\')
    return f'"{name}" <{person.address}>' if name else person.address


def language_for(read: ReadMail, contact: Contact) -> str:
    """The language of the words; where there are too few, the one of who wrote them."""
    if read.language:
        return read.language
    organisation = contact.organisation.language if contact.organisation else ""
    vendor = Vendor.objects.first()
    return contact.language or organisation or (vendor.language if vendor else "en")
