"""Which requests a mail may be about: by our secrets, by earlier mails, by the number in the subject."""

import re
from collections.abc import Iterator
from functools import cached_property

from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.filing.arrived import Arrived, secrets_of
from puntuale.interfaces.mail.filing.known import Known
from puntuale.interfaces.mail.reading.values import ReadMail

NUMBER = re.compile(r"\[(\d{1,12})\]")
MOST_MERGES = 20


class Candidates:
    """Requests that a mail names, whoever sent it; merged ones stand for their target."""

    def __init__(self, mail: InboundMail, read: ReadMail, known: Known) -> None:
        self._read = read
        self.by_secret = _surviving(known.tickets_by(secrets_of(mail, read)))

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


def asked_by_sender(arrived: Arrived, known: Known) -> Ticket | None:
    """The request that a mail answers, where its author has asked it and our secret says which."""
    by_secret = Candidates(arrived.mail, arrived.read, known).by_secret
    author = arrived.read.author
    contact = known.contact(author.address) if author and len(by_secret) == 1 else None
    return by_secret[0] if contact and by_secret[0].contact_id == contact.pk else None


def names_requests(arrived: Arrived) -> bool:
    """Whether it may be about a request at all."""
    read = arrived.read
    return bool(secrets_of(arrived.mail, read) or _earlier(read) or _numbers(read))


def _by_earlier_mail(read: ReadMail) -> list[Ticket]:
    """Requests whose earlier mails this one answers: colleagues answer one another past us."""
    earlier = _earlier(read)
    if not earlier:
        return []
    return list(Ticket.objects.filter(messages__inbound__message_id__in=earlier).distinct()[:5])


def _by_number(read: ReadMail) -> list[Ticket]:
    numbers = _numbers(read)
    return list(Ticket.objects.filter(number__in=numbers)) if numbers else []


def _earlier(read: ReadMail) -> list[str]:
    return [one for one in read.references if len(one) <= 500][:20]


def _numbers(read: ReadMail) -> list[int]:
    return [int(number) for number in NUMBER.findall(read.subject)][:5]


def _surviving(tickets: list[Ticket]) -> tuple[Ticket, ...]:
    found = []
    for ticket in tickets:
        for _merge in range(MOST_MERGES):
            if ticket.merged_into is None:
                break
            ticket = ticket.merged_into
        found.append(ticket)
    return tuple(dict.fromkeys(found))
