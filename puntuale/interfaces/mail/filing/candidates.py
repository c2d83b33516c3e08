"""Which requests a mail may be about: by our secrets, by earlier mails, by the number in the subject."""

import re
from dataclasses import dataclass

from puntuale.apps.post.addressing import fingerprint, secrets_in
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Ticket, TicketReference
from puntuale.interfaces.mail.reading.values import ReadMail

NUMBER = re.compile(r"\[(\d{1,12})\]")
MOST_MERGES = 20


@dataclass(frozen=True, slots=True)
class Candidates:
    """Requests in the order of how much speaks for them; merged ones stand for their target."""

    by_secret: tuple[Ticket, ...]
    by_thread: tuple[Ticket, ...]

    @property
    def tickets(self) -> tuple[Ticket, ...]:
        return self.by_secret + self.by_thread

    @property
    def first(self) -> Ticket | None:
        return self.tickets[0] if self.tickets else None


def candidates_for(mail: InboundMail, read: ReadMail) -> Candidates:
    """Every request that `mail` names, whoever sent it."""
    by_secret = _surviving(_by_secret(mail, read))
    by_thread = _surviving([*_by_earlier_mail(read), *_by_number(read)])
    return Candidates(by_secret, tuple(one for one in by_thread if one not in by_secret))


def _by_secret(mail: InboundMail, read: ReadMail) -> list[Ticket]:
    returned = read.bounce.message_ids if read.bounce else ()
    written = [
        *mail.envelope_to,
        *(person.address for person in (*read.to, *read.cc)),
        *read.references,
        *returned,
    ]
    found = list(dict.fromkeys(secret for text in written for secret in secrets_in(text)))[:50]
    if not found:
        return []
    hashes = [fingerprint(secret) for secret in found]
    references = TicketReference.objects.filter(token_sha256__in=hashes).select_related("ticket")
    by_hash = {reference.token_sha256: reference.ticket for reference in references}
    return [by_hash[one] for one in hashes if one in by_hash]


def _by_earlier_mail(read: ReadMail) -> list[Ticket]:
    """Requests whose earlier mails this one answers: colleagues answer one another past us."""
    earlier = [one for one in read.references if len(one) <= 500][:20]
    if not earlier:
        return []
    return list(Ticket.objects.filter(messages__inbound__message_id__in=earlier).distinct()[:5])


def _by_number(read: ReadMail) -> list[Ticket]:
    numbers = [int(number) for number in NUMBER.findall(read.subject)][:5]
    return list(Ticket.objects.filter(number__in=numbers)) if numbers else []


def _surviving(tickets: list[Ticket]) -> tuple[Ticket, ...]:
    found = []
    for ticket in tickets:
        for _merge in range(MOST_MERGES):
            if ticket.merged_into is None:
                break
            ticket = ticket.merged_into
        found.append(ticket)
    return tuple(dict.fromkeys(found))
