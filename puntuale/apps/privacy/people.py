"""Which requests and words are a person's, and which only concern them."""

from django.db.models import Q, QuerySet

from puntuale.apps.customers.models import Contact
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.models import Attachment, Message, Ticket


def requests_of(contact: Contact) -> QuerySet[Ticket]:
    """What the person asked."""
    return Ticket.objects.filter(contact=contact)


def requests_about(contact: Contact) -> QuerySet[Ticket]:
    """Where the person is named: asked, took part, wrote, or of the same company."""
    concerned = (
        Q(contact=contact)
        | Q(pk__in=contact_tickets(contact))
        | Q(pk__in=Message.objects.filter(by_contact=contact).values("ticket"))
    )
    if contact.organisation_id is not None:
        concerned |= Q(organisation=contact.organisation_id)
    return Ticket.objects.filter(concerned)


def contact_tickets(contact: Contact) -> QuerySet[Ticket, int]:
    """The requests that the person reads along on, or did, by their keys."""
    return Ticket.objects.filter(participants__contact=contact).values_list("pk", flat=True)


def words_of(contact: Contact) -> QuerySet[Message]:
    """What the person wrote, on whatever request."""
    return Message.objects.filter(by_contact=contact)


def files_of(contact: Contact) -> QuerySet[Attachment]:
    """What the person sent, and what they chose and never sent."""
    own = Q(message__by_contact=contact)
    if contact.user_id is not None:
        own |= Q(uploaded_by=contact.user_id, message=None)
    return Attachment.objects.filter(own, wiped_at=None)


def mails_from(contact: Contact) -> QuerySet[InboundMail]:
    """The mails that came from the person."""
    written = Q(message__by_contact=contact) | Q(from_address__iexact=contact.email)
    return InboundMail.objects.filter(written | Q(envelope_from__iexact=contact.email)).distinct()


def mails_to(contact: Contact) -> QuerySet[OutgoingMail]:
    """The mails that went to the person, or were about what they asked."""
    mails = Q(ticket_id__in=requests_of(contact).values("pk"))
    # As JSON writes an address, alone or behind a name: others end with the same letters.
    for whole in (f'"{contact.email}"', f"<{contact.email}>"):
        mails |= Q(to__icontains=whole) | Q(cc__icontains=whole)
    return OutgoingMail.objects.filter(mails)
