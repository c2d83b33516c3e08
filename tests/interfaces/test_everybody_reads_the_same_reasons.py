"""Held, paused, late: the sentences of ux.md 6, from one derivation, at every door that says them."""

from collections.abc import Callable

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.deciding import remind, take_charge
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import Ticket
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.desk.pages import text_of
from tests.interfaces.mail.office import last_sent, our_mailbox, works

HELD = {
    "en": "Held until Monday 09:00{elsewhere}: under your agreement severity S3 is handled in office hours.",
    "it": "In attesa fino a lunedì alle 09:00{elsewhere}: il suo accordo prevede che la gravità S3 sia"
    " gestita in orario d'ufficio.",
}
LONDON = {"en": " (London time)", "it": " (ora di Londra)"}
PAUSED = {
    "en": "The clock waits for your answer since {day}12:00. 6 working hours are left.",
    "it": "Il tempo è fermo {day}12:00, in attesa della sua risposta. Restano 6 ore lavorative.",
}
LATE = {
    "en": "We promised a solution by {day}10:00. We are late; Davide Basso is working on it.",
    "it": "Avevamo promesso una soluzione entro {day}10:00. Siamo in ritardo; se ne occupa Davide Basso.",
}
Page = Callable[[Contact, Ticket], str]


@pytest.fixture
def page(time_machine: TimeMachineFixture) -> Page:
    def read(contact: Contact, ticket: Ticket) -> str:
        assert contact.user is not None
        browser = Client()
        browser.force_login(contact.user)
        return text_of(browser.get(f"/requests/{ticket.number}/"))

    return read


@pytest.fixture(params=["en", "it"])
def asking(request: pytest.FixtureRequest, cast: Cast) -> Contact:
    our_mailbox()
    return cast.maja if request.param == "en" else cast.giulia


def suite(cast: Cast, contact: Contact) -> Ticket:
    assert contact.organisation is not None
    covered(contact.organisation, in_force("suite-sla"), deployment="cloud")
    facts = {"product": cast.planner, "type": "bug", "severity": "P1"}
    return asked(cast, contact=contact, language=contact.language, **facts)


@pytest.fixture
def held(cast: Cast, asking: Contact, time_machine: TimeMachineFixture) -> Ticket:
    assert asking.organisation is not None
    covered(asking.organisation, in_force("bespoke"))
    time_machine.move_to(rome("2026-11-28 11:00"), tick=False)
    facts = {"product": cast.portal, "severity": "S3", "language": asking.language}
    return asked(cast, "2026-11-28 11:00", contact=asking, **facts)


def test_held_on_the_page(held: Ticket, asking: Contact, page: Page) -> None:
    sentence = HELD[asking.language].format(elsewhere=LONDON[asking.language])

    assert page(asking, held).count(sentence) == 2  # beside the promise, and as what happened


def test_what_was_held_stays_in_the_thread(
    held: Ticket, asking: Contact, page: Page, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(rome("2026-11-30 12:00"), tick=False)
    until = {"en": "Held until 09:00", "it": "In attesa fino alle 09:00"}[asking.language]

    assert page(asking, held).count(until) == 1


def test_held_in_the_mail(held: Ticket, asking: Contact) -> None:
    works(rome("2026-11-28 11:01"))

    assert HELD[asking.language].format(elsewhere="") in last_sent().text


def test_held_on_the_desk(held: Ticket, cast: Cast, client: Client) -> None:
    client.force_login(cast.elena)

    shown = text_of(client.get(f"/desk/tickets/{held.number}/"))

    assert HELD["en"].format(elsewhere=" (London time)") in shown


def test_a_severity_that_is_only_assumed_is_the_one_that_is_held(
    cast: Cast, page: Page, time_machine: TimeMachineFixture
) -> None:
    in_force("bespoke", standard=True)
    time_machine.move_to(rome("2026-11-28 11:00"), tick=False)

    ticket = asked(cast, "2026-11-28 11:00", contact=cast.maja, product=cast.portal)

    assert "Held" not in page(cast.maja, ticket)  # it runs as S1 until somebody has classified it


@pytest.fixture
def paused(cast: Cast, asking: Contact, time_machine: TimeMachineFixture) -> Ticket:
    ticket = suite(cast, asking)
    time_machine.move_to(rome("2026-11-23 12:00"), tick=False)
    answer(ticket, by=cast.davide, text="Quale?", then="wait", at=rome("2026-11-23 12:00"))
    return ticket


def test_paused_on_the_page(
    paused: Ticket, asking: Contact, page: Page, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(rome("2026-11-24 09:00"), tick=False)
    day = {"en": "Monday ", "it": "da lunedì alle "}[asking.language]

    assert PAUSED[asking.language].format(day=day) in page(asking, paused)


@pytest.mark.parametrize("later", [False, True], ids=["question", "reminder"])
def test_paused_in_the_mail(paused: Ticket, asking: Contact, later: bool) -> None:
    if later:
        remind(paused, at=rome("2026-11-26 12:00"))
    works(rome("2026-11-26 12:01"))
    day = {"en": "Monday ", "it": "da lunedì alle "}[asking.language]

    assert PAUSED[asking.language].format(day=day) in " ".join(last_sent().text.split())


@pytest.fixture
def late(cast: Cast, asking: Contact, time_machine: TimeMachineFixture) -> Ticket:
    ticket = suite(cast, asking)
    take_charge(ticket, by=cast.davide, at=rome("2026-11-23 10:30"))
    time_machine.move_to(rome("2026-11-24 10:30"), tick=False)
    return ticket


def test_late_on_the_page(late: Ticket, asking: Contact, page: Page) -> None:
    day = {"en": "", "it": "le "}[asking.language]

    assert LATE[asking.language].format(day=day) in page(asking, late)


def test_late_in_the_mail(late: Ticket, cast: Cast, asking: Contact) -> None:
    answer(late, by=cast.davide, text="Ci siamo quasi.", at=rome("2026-11-24 10:30"))
    works(rome("2026-11-24 10:31"))
    day = {"en": "Tuesday ", "it": "martedì alle "}[asking.language]

    assert LATE[asking.language].format(day=day) in " ".join(last_sent().text.split())


def test_a_wait_that_stops_no_clock_is_not_said_to(cast: Cast) -> None:
    our_mailbox()
    covered(cast.brembo, in_force("gold"))
    ticket = asked(cast, product=cast.planner, type="bug")
    answer(ticket, by=cast.davide, text="Quale?", then="wait", at=rome("2026-11-23 12:00"))

    works(rome("2026-11-23 12:01"))

    assert "Il tempo è fermo" not in last_sent().text


def test_where_only_work_is_promised_that_is_said(cast: Cast, page: Page) -> None:
    our_mailbox()
    covered(cast.alpine, in_force("direct-support"))
    facts = {"contact": cast.maja, "language": "en", "channel": Ticket.Channel.PORTAL}

    ticket = asked(cast, **facts)
    works(rome("2026-11-23 10:01"))

    assert "We do our best; that it succeeds is not promised." in page(cast.maja, ticket)
    assert "We do our best; that it succeeds is not promised." in last_sent().text
    assert "We aim at a first reply by Monday 22:00." in last_sent().text
    assert "Most requests get it by then; none is promised it." in last_sent().text
