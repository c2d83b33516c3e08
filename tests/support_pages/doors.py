"""The doors of the house, used as people use them: mail, the portal's pages and the desk's pages.

Nothing is done behind a door; what became of it is read on a page, in a mailbox, or off the clocks.
"""

import html
import re
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.models import Ticket
from tests.cast import rome
from tests.interfaces.mail.office import a_mail, arrives, works


@dataclass
class Doors:
    """One desk with a clock that stands where a test puts it."""

    time: TimeMachineFixture
    now: datetime = field(default=rome("2026-11-23 10:00"))
    read: int = 0

    def at(self, wall: str) -> "Doors":
        """Put the clock to `wall` in Rome, and let the worker do what was due until then."""
        return self.at_instant(rome(wall))

    def at_instant(self, instant: datetime) -> "Doors":
        self.now = instant
        self.time.move_to(instant, tick=False)
        works(instant)
        return self

    def mail(self, contact: Contact, subject: str, text: str, **headers: str) -> None:
        """A customer writes a mail; the worker files it and tells of it."""
        raw = a_mail(f"{contact.name} <{contact.email}>", subject, text, **headers)
        arrives(raw, sender=contact.email, at=self.now)

    def told(self, contact: Contact) -> list[OutgoingMail]:
        """The mails to `contact` since this was asked last, oldest first."""
        works(self.now)
        new = list(OutgoingMail.objects.filter(pk__gt=self.read).order_by("id"))
        self.read = max([self.read, *(mail.pk for mail in new)])
        return [mail for mail in new if any(contact.email in address for address in mail.to)]

    def portal(self, contact: Contact) -> "Browser":
        assert contact.user is not None
        return Browser(self, contact.user)

    def desk(self, agent: User) -> "Browser":
        return Browser(self, agent)

    def anybody(self) -> "Browser":
        return Browser(self, None)


class Browser:
    """Somebody's browser, without scripts."""

    def __init__(self, doors: Doors, person: User | None) -> None:
        self.doors, self.client = doors, Client()
        if person is not None:
            self.client.force_login(person)

    def reads(self, address: str) -> str:
        """The words of a page."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return words_of(answer)

    def sends(self, address: str, /, **typed: object) -> str:
        """Send a form; the words of the page that follows."""
        values = {"key": str(uuid4())} | typed
        answer = self.client.post(address, values, follow=True)
        works(self.doors.now)
        return words_of(answer)

    def asks(self, **typed: object) -> str:
        """Fill in the form for a new request and send it after its promise was shown."""
        typed = {"product": "", "serial_number": "", "key": str(uuid4())} | typed
        board = self.client.post("/new/", typed | {"show": "1"})
        shown = re.search(r'name="shown" value="([^"]*)"', board.content.decode())
        assert shown, words_of(board)
        return self.sends("/new/", **typed, shown=html.unescape(shown[1]))


def words_of(answer: HttpResponse) -> str:
    """What stands on a page, without its tags, with single blanks."""
    body = re.sub(r"<(script|style|svg|title).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def only_ticket() -> Ticket:
    return Ticket.objects.get()


def due(ticket: Ticket, metric: str, *, binding: bool = True) -> datetime | None:
    """When the desk has to keep this promise, as the queue and the pages say."""
    return ticket.clocks.get(metric=metric, binding=binding).due_at


def state(ticket: Ticket, metric: str, *, binding: bool = True) -> str:
    return ticket.clocks.get(metric=metric, binding=binding).state
