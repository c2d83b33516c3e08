"""Which requests a mail may be about: by our secrets, by earlier mails, by the number in the subject."""

import re
from collections.abc import Iterator
from functools import cached_property

from puntuale.apps.post.addressing import fingerprint, secrets_in
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Ticket, TicketReference
from puntuale.interfaces.mail.reading.values import ReadMail

NUMBER = re.compile(r"\[(\d{1,12})\]")
MOST_MERGES = 20


class Candidates:
    """Requests that a mail names, whoever sent it; merged ones stand for their target."""

    def __init__(self, mail: InboundMail, read: ReadMail) -> None:
        self._read = read
        self.by_secret = _surviving(_by_secret(mail, read))

    @cached_property
    def by_thread(self) -> tuple[Ticket, ...]:
        """By earlier mails and by the number in the subject, looked up where no secret decides."""
        found = _surviving([*_by_earlier_mail(self._read), *_by_number(self._read)])
        return tuple(one for one in found if one not in self.by_secret)

    @property
    def first(self) -> Ticket | None:
        """The one for which most speaks."""
        return next(iter(self), None)

    def __iter__(self) -> Iterator[Ticket]:
        yield from self.by_secret
        yield from self.by_thread


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
