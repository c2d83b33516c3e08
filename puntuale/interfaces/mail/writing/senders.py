"""From which of our addresses a mail about a request leaves."""

from puntuale.apps.post.addressing import plain_address
from puntuale.apps.post.models import InboundMail, Mailbox
from puntuale.apps.tickets.models import Message, Ticket


def sender_for(ticket: Ticket) -> Mailbox | None:
    """The mailbox that the customer wrote to; for what came another way, the one for answers."""
    first = (
        Message.objects.filter(ticket=ticket, inbound__isnull=False)
        .select_related("inbound__mailbox")
        .defer("inbound__raw")
        .order_by("id")
        .first()
    )
    written_to = _written_to(first.inbound) if first and first.inbound else None
    return written_to or Mailbox.objects.order_by("-is_default", "pk").first()


def _written_to(mail: InboundMail) -> Mailbox | None:
    """Where it was fetched, else the first of its recipients that is a mailbox of ours."""
    if mail.mailbox is not None:
        return mail.mailbox
    addresses = [plain_address(address) for address in mail.envelope_to]
    ours = {box.address.lower(): box for box in Mailbox.objects.all()}
    return next((ours[address] for address in addresses if address in ours), None)
