"""The headers by which the customer's mail program keeps a conversation together."""

import re

from django.db.models import QuerySet

from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.models import Ticket

MESSAGE_ID = re.compile(r"^<[!-;=?-~]{3,240}>$")
# A desk's number in brackets or after a hash; another desk finds its request by it.
FOREIGN_NUMBER = re.compile(
    r"\[(?:[A-Za-z][A-Za-z ._-]{0,20})?[#:]?[A-Za-z]{0,4}-?\d{3,14}\]|(?<![\w#])#\d{3,14}\b"
)
MOST_REFERENCES = 8


def thread_headers(ticket: Ticket) -> dict[str, str]:
    """In-Reply-To and References: what the customer wrote last, and the mails before it."""
    theirs = _ids(InboundMail.objects.filter(message__ticket=ticket).order_by("id"))
    ours = _ids(OutgoingMail.objects.filter(ticket_id=ticket.pk).order_by("id"))
    if not theirs:
        return {"References": " ".join(ours[-MOST_REFERENCES:])} if ours else {}
    references = dict.fromkeys([theirs[0], *ours[-4:], *theirs[-3:]])
    return {"In-Reply-To": theirs[-1], "References": " ".join(references)}


def foreign_numbers(subject: str) -> str:
    """The numbers of other desks in `subject`, each as it stands there; never one of ours."""
    found = list(dict.fromkeys(FOREIGN_NUMBER.findall(subject)))
    digits = [int(number) for one in found if (number := one.strip("[]#")).isdigit()]
    ours = set(Ticket.objects.filter(number__in=digits).values_list("number", flat=True))
    return " ".join(one for one in found if one.strip("[]#") not in map(str, ours))[:80]


def _ids(mails: QuerySet[InboundMail] | QuerySet[OutgoingMail]) -> list[str]:
    written = mails.values_list("message_id", flat=True)
    return [message_id for message_id in written if MESSAGE_ID.match(message_id)]
