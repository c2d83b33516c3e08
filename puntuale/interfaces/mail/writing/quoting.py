"""What is quoted below an answer: the words it answers, modestly."""

from dataclasses import dataclass

from puntuale.apps.tickets.models import Message
from puntuale.interfaces.mail.writing.recipients import Recipients

MOST_LINES = 15
LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Quote:
    """Whose words, when, and the first lines of them."""

    message: Message
    author: str
    lines: tuple[str, ...]
    is_cut: bool


def quote_for(message: Message | None, recipients: Recipients) -> Quote | None:
    """The customer's last words before `message`; None where somebody in copy may not read them."""
    if message is None or message.kind != Message.Kind.AGENT:
        return None
    answered = (
        Message.objects.filter(
            ticket=message.ticket_id,
            kind=Message.Kind.CUSTOMER,
            written_at__lte=message.written_at,
        )
        .select_related("by_contact")
        .order_by("-written_at", "-id")
        .first()
    )
    if answered is None or not recipients.may_all_read(answered):
        return None
    lines = [line.rstrip()[:LONGEST_LINE] for line in answered.text.strip().splitlines()]
    shown = tuple(lines[:MOST_LINES])
    author = str(answered.by_contact) if answered.by_contact else ""
    return Quote(answered, author, shown, len(lines) > len(shown))
