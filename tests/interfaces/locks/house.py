"""A desk with a request in each corner, and canaries that show where somebody reads too much."""

from dataclasses import dataclass

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.actions.writing import answer, note
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Participant, Ticket
from puntuale.apps.vulnerabilities.actions import note_exploit, note_report
from puntuale.apps.vulnerabilities.models import Duty
from puntuale.apps.work.actions.entering import Work, enter
from tests.apps.catalogue.machines import a_licence, activated
from tests.cast import Cast, rome
from tests.interfaces.locks.addresses import Values

HISTORY = "canary: said before anybody was put in copy"
PUBLIC_WORDS = "canary: said to whoever reads along"
NOTE = "canary: only the desk may read this"
SECRET = "canary: a vulnerability for the restricted group"
MACHINE = "canary: a machine of the customer"
AUTHORITY = "canary: what the authority was told"
CANARIES = {HISTORY, PUBLIC_WORDS, NOTE, SECRET, MACHINE, AUTHORITY}


@dataclass(frozen=True)
class House:
    """A desk with a request in each corner, and somebody of every role before the door."""

    cast: Cast
    asked: Ticket
    restricted: Ticket
    foreign: Ticket
    people: dict[str, User | None]
    values: Values


def a_house(cast: Cast) -> House:
    """As it stands at noon."""
    asked = ask(cast, cast.maja, HISTORY)
    note(asked, by=cast.elena, text=NOTE, at=rome("2026-11-23 10:05"))
    newcomer = _newcomer(asked)
    answer(asked, by=cast.elena, text=PUBLIC_WORDS, at=rome("2026-11-23 11:00"))
    restricted = ask(cast, cast.maja, SECRET)
    Ticket.objects.filter(pk=restricted.pk).update(is_restricted=True)
    _tell_the_authority(restricted, by=cast.tone)
    foreign = ask(cast, cast.giulia, "of another company")
    people = {
        "nobody": None,
        "the customer": cast.maja.user,
        "another customer": cast.giulia.user,
        "a newcomer in copy": newcomer.user,
        "an agent": cast.davide,
        "an agent of the restricted group": cast.tone,
        "a manager": cast.elena,
        "somebody of billing": _billing(),
        "an administrator": cast.admin,
    }
    file = asked.files.get()
    licence = a_licence(cast.planner, cast.alpine)
    machine = activated(licence, MACHINE)
    span = Work(started_at=rome("2026-11-23 10:10"), ended_at=rome("2026-11-23 10:20"))
    worked = enter(asked, span, worker=cast.davide, by=cast.davide, at=rome("2026-11-23 10:30"))
    values = {
        "entry": [str(worked.pk)],
        "session": ["1"],
        "number": [str(ticket.number) for ticket in (asked, restricted, foreign)],
        "pk": [str(row.pk) for row in (asked, restricted, asked.messages.all()[0], licence)],
        "machine": [str(machine.pk)],
        "key": [str(file.key)],
        "token": ["x" * 43],
        "year": ["2026"],
        "month": ["11"],
        "revision": ["1"],
    }
    return House(cast, asked, restricted, foreign, people, values)


def _tell_the_authority(ticket: Ticket, *, by: User) -> None:
    known, told = rome("2026-11-23 10:00"), rome("2026-11-23 11:00")
    exploit = note_exploit(ticket, aware_at=known, by=by, at=told)
    warning = Duty.EARLY_WARNING
    note_report(exploit, warning, sent_at=told, reference=AUTHORITY, by=by, at=told)


def ask(cast: Cast, contact: Contact, text: str, *, in_file: str = "") -> Ticket:
    at = rome("2026-11-23 10:00")
    file = keep_file((in_file or text).encode(), "words.txt", "text/plain", at=at)
    return open_ticket(
        NewRequest(
            contact=contact,
            subject=f"About {contact.email}",
            text=text,
            channel=Ticket.Channel.PORTAL,
            language="en",
            files=[file],
        ),
        at=at,
    )


def _billing() -> User:
    return User.objects.create_user("bruna@officina.example", name="Bruna", role=Role.BILLING)


def _newcomer(ticket: Ticket) -> Contact:
    user = User.objects.create_user("new@elsewhere.example", name="Nina New")
    contact = Contact.objects.create(email=user.email, name="Nina New", user=user)
    Participant.objects.create(
        ticket=ticket, contact=contact, joined_at=rome("2026-11-23 10:30"), sees_history=False
    )
    return contact


def facts_of(ticket: Ticket) -> tuple[object, ...]:
    ticket.refresh_from_db()
    return (
        ticket.state,
        ticket.closed_at,
        ticket.assignee_id,
        ticket.messages.count(),
        ticket.events.count(),
        ticket.participants.count(),
    )
