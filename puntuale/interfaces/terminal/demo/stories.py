"""How the requests of the demo went: laid around now, so that every state is seen at once."""

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from puntuale.apps.accounts.models import User
from puntuale.apps.charges.errors import EstimateMissing
from puntuale.apps.charges.working import enter_work
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.deciding import (
    classify,
    close_ticket,
    resolve,
    take_charge,
)
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.actions.refusing import reject
from puntuale.apps.tickets.actions.sorting import assign, set_tags
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.actions.writing import answer, customer_writes, note
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of
from puntuale.apps.work.actions.entering import Work
from puntuale.apps.work.errors import WorkRefusal
from puntuale.interfaces.terminal.demo.words import (
    DIAGNOSIS,
    ENGLISH,
    ITALIAN,
    LOOKING,
    NOTE,
    QUESTIONS,
    REPLIES,
    THANKS,
    Topic,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ROME = ZoneInfo("Europe/Rome")
DIRECT = frozenset({"Oblak Logistika", "Ferramenta Galli"})
CHANNELS = (Ticket.Channel.EMAIL, Ticket.Channel.PORTAL)


@dataclass(slots=True)
class Teller:
    """Tells stories about the customers, by turns; the same ones for the same seed."""

    people: dict[str, list[Contact]]
    agents: Sequence[User]
    now: datetime
    dice: random.Random

    def ask(self, name: str, at: datetime, severity: str = "", kind: str = "") -> Ticket:
        """One of `name` asks something at `at`."""
        contact = self.dice.choice(self.people[name])
        topic = self.topic(contact)
        channel = Ticket.Channel.PORTAL if name in DIRECT else self.dice.choice(CHANNELS)
        request = NewRequest(
            contact=contact,
            subject=topic.subject,
            text=topic.text,
            channel=channel,
            language=contact.language,
            severity=severity,
            type=kind,
            submitted_at=at,
            tell=False,
        )
        return open_ticket(request, at=at)

    def topic(self, contact: Contact) -> Topic:
        return self.dice.choice(ITALIAN if contact.language == "it" else ENGLISH)

    def agent(self) -> User:
        return self.dice.choice(self.agents)

    def in_office(self, days_ago: int) -> datetime:
        """Some minute of the working day so many weekdays before today, always past."""
        day = self.now.astimezone(ROME).replace(hour=9, minute=0, second=0, microsecond=0)
        while days_ago or day.weekday() > 4:
            day -= DAY
            days_ago -= day.weekday() <= 4 and days_ago > 0
        at = day + timedelta(minutes=self.dice.randrange(0, 8 * 60))
        return min(at, self.now - timedelta(minutes=self.dice.randrange(20, 50)))


def tell_stories(
    people: dict[str, list[Contact]], agents: Sequence[User], now: datetime, *, past: int
) -> list[Ticket]:
    """Some fifty requests that lie on the desk in every state, and `past` that are closed."""
    teller = Teller(people, agents, now, random.Random(1010))  # noqa: S311 - nothing secret
    return [*_present(teller), *_past(teller, past)]


def _present(teller: Teller) -> Iterator[Ticket]:
    """What lies on the desk now."""
    for tell, times in (
        (_just_come, 9),
        (_being_worked_on, 10),
        (_waiting_for_the_customer, 7),
        (_waiting_for_access, 3),
        (_late, 3),
        (_near, 2),
        (_held, 4),
        (_solved_today, 6),
        (_not_ours, 2),
        (_restricted, 1),
    ):
        for turn in range(times):
            yield tell(teller, turn)


def _past(teller: Teller, past: int) -> Iterator[Ticket]:
    for number in range(past):
        name = teller.dice.choice(list(teller.people))
        ticket = teller.ask(name, teller.in_office(4 + number // 3))
        yield _worked_off(teller, ticket, late=number % 19 == 0)


def _just_come(teller: Teller, turn: int) -> Ticket:
    name = list(teller.people)[turn % len(teller.people)]
    at = teller.now - timedelta(minutes=6 + 11 * turn)
    return teller.ask(name, at)


def _being_worked_on(teller: Teller, turn: int) -> Ticket:
    name = list(teller.people)[turn % len(teller.people)]
    ticket = teller.ask(name, teller.in_office(turn % 2))
    by, at = teller.agent(), ticket.submitted_at + timedelta(minutes=15)
    take_charge(ticket, by=by, at=at)
    _classify(teller, ticket, by, at + timedelta(minutes=1))
    if turn % 2:
        answer(ticket, by=by, text=LOOKING[ticket.language], at=at + timedelta(minutes=2))
    if turn % 3 == 0:
        note(ticket, by=teller.agent(), text=NOTE[ticket.language], at=at + timedelta(minutes=3))
        set_tags(ticket, ["update 8.4"], by=by, at=at + timedelta(minutes=4))
    _work(ticket, by, at + timedelta(minutes=5), minutes=7 + 5 * turn)
    return ticket


def _work(ticket: Ticket, by: User, start: datetime, *, minutes: int) -> None:
    """Record work where it may be charged, else as a diagnosis; what was done meanwhile is left out."""
    work = Work(started_at=start, ended_at=start + timedelta(minutes=minutes))
    at = work.ended_at
    with suppress(WorkRefusal):
        try:
            enter_work(ticket, work, worker=by, by=by, at=at)
        except EstimateMissing:
            free = replace(work, free_because=DIAGNOSIS[ticket.language])
            enter_work(ticket, free, worker=by, by=by, at=at)


def _waiting_for_the_customer(teller: Teller, turn: int) -> Ticket:
    names = ["Tessitura Brembo", "Cantine Morelli", "Alpine Optics", "Harbour & Finch"]
    ticket = teller.ask(names[turn % 4], teller.in_office(1 + turn % 3))
    by, at = teller.agent(), ticket.submitted_at + timedelta(minutes=40)
    _classify(teller, ticket, by, at)
    answer(
        ticket, by=by, text=QUESTIONS[ticket.language], then="wait", at=at + timedelta(minutes=1)
    )
    return ticket


def _waiting_for_access(teller: Teller, turn: int) -> Ticket:
    ticket = teller.ask("Alpine Optics", teller.in_office(1 + turn), kind="T2")
    by, at = teller.agent(), ticket.submitted_at + HOUR / 2
    take_charge(ticket, by=by, at=at)
    wait_for(ticket, Ticket.State.WAITING_ACCESS, by=by, at=at + timedelta(minutes=5), reason="SSH")
    return ticket


def _late(teller: Teller, turn: int) -> Ticket:
    names = ["Cantine Morelli", "Studio Sartor", "Tessitura Brembo"]
    ticket = teller.ask(names[turn], teller.in_office(4 + turn))
    assign(ticket, to=teller.agent(), by=teller.agents[0], at=ticket.submitted_at + HOUR)
    return ticket


def _near(teller: Teller, turn: int) -> Ticket:
    # 24 elapsed hours: near at whatever hour the demo begins.
    ago = 24 * HOUR - timedelta(minutes=35 + 17 * turn)
    ticket = teller.ask("Oblak Logistika", teller.now - ago)
    assign(ticket, to=teller.agent(), by=teller.agents[0], at=ticket.submitted_at + HOUR)
    return ticket


def _held(teller: Teller, turn: int) -> Ticket:
    # Office hours of London and Tokyo never overlap: one of the two holds at any hour.
    name = ["Harbour & Finch", "Hoshino Seiki"][turn % 2]
    severity = ["S3", "S4"][turn // 2]
    return teller.ask(name, teller.now - timedelta(minutes=25 + 9 * turn), severity=severity)


def _solved_today(teller: Teller, turn: int) -> Ticket:
    name = list(teller.people)[turn % len(teller.people)]
    ticket = teller.ask(name, teller.in_office(1))
    by, at = teller.agent(), ticket.submitted_at + HOUR / 4
    take_charge(ticket, by=by, at=at)
    _classify(teller, ticket, by, at + timedelta(minutes=2))
    text = teller.topic(ticket.contact).answer
    answer(ticket, by=by, text=text, then="resolve", at=at + timedelta(minutes=4))
    return ticket


def _not_ours(teller: Teller, turn: int) -> Ticket:
    ticket = teller.ask("Studio Sartor", teller.in_office(2 + turn))
    at = ticket.submitted_at + HOUR
    reject(ticket, reason="out_of_scope", by=teller.agent(), at=min(at, teller.now))
    return ticket


def _restricted(teller: Teller, _turn: int) -> Ticket:
    ticket = teller.ask("Cantine Morelli", teller.in_office(1), kind="vulnerability", severity="P2")
    take_charge(ticket, by=teller.agents[0], at=ticket.submitted_at + HOUR / 4)
    return ticket


def _worked_off(teller: Teller, ticket: Ticket, *, late: bool) -> Ticket:
    by = teller.agent()
    at = ticket.submitted_at + (
        30 * HOUR if late else timedelta(minutes=teller.dice.randrange(5, 50))
    )
    take_charge(ticket, by=by, at=at)
    _classify(teller, ticket, by, at + timedelta(minutes=1))
    if teller.dice.random() < 0.3:
        answer(
            ticket,
            by=by,
            text=QUESTIONS[ticket.language],
            then="wait",
            at=at + timedelta(minutes=2),
        )
        at += HOUR
        reply = REPLIES[ticket.language]
        customer_writes(ticket, contact=ticket.contact, text=reply, at=at)
    if teller.dice.random() < 0.8:
        text = teller.topic(ticket.contact).answer
        answer(ticket, by=by, text=text, at=at + HOUR)
    resolve(ticket, by=by, at=at + 2 * HOUR)
    if teller.dice.random() < 0.3:
        thanks = THANKS[ticket.language]
        note(ticket, by=by, text=thanks, at=at + 2.5 * HOUR)
    close_ticket(ticket, by=by, at=at + 3 * HOUR)
    return ticket


def _classify(teller: Teller, ticket: Ticket, by: User, at: datetime) -> None:
    """Give the request a class that its agreement knows."""
    known = classes_of(ticket)
    kinds = [code for code in known.types if code in {"T1", "T2", "bug", "helpdesk"}]
    severities = list(known.severities)
    if not kinds and not severities:
        return
    classify(
        ticket,
        type=teller.dice.choice(kinds) if kinds else "",
        severity=teller.dice.choice(severities[:4]) if severities else "",
        cause="correction",
        by=by,
        at=at,
    )
