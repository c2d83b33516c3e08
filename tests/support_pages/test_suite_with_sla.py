"""A suite with service levels: mail at any hour in two languages, four priorities, closures, escalation."""

from urllib.parse import urlencode

import pytest

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.starters import starter
from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, covered, in_force, rome
from tests.support_pages.doors import Browser, Doors, due, only_ticket, state


@pytest.fixture(autouse=True)
def agreement(cast: Cast) -> None:
    suite = in_force("suite-sla")
    covered(cast.brembo, suite, deployment="cloud")
    covered(cast.alpine, suite, deployment="cloud")


def test_a_mail_at_night_is_promised_for_the_morning_in_its_language(
    doors: Doors, cast: Cast
) -> None:
    doors.at("2026-11-28 03:00").mail(
        cast.giulia, "Il telaio è fermo", "La produzione è ferma da mezzanotte, nulla risponde."
    )

    (told,) = doors.told(cast.giulia)
    assert told.subject == "[1001] La prendiamo in carico entro lun 30 nov 10:00"
    assert told.language == "it"


def test_an_english_mail_is_told_of_acceptance_clarification_and_closing_in_english(
    doors: Doors, cast: Cast
) -> None:
    doors.mail(
        cast.maja, "Import stopped", "Since this morning the import stops without a message."
    )
    number = only_ticket().number
    desk = doors.desk(cast.davide)

    desk.sends(f"/desk/tickets/{number}/charge/")
    desk.sends(f"/desk/tickets/{number}/reply/", text="Which version is it?", then="wait")
    doors.at("2026-11-23 15:00")
    doors.portal(cast.maja).sends(f"/requests/{number}/reply/", text="It is 7.2.")
    desk.sends(f"/desk/tickets/{number}/reply/", text="Mended in 7.3.", then="resolve")
    desk.sends(f"/desk/tickets/{number}/closing/")

    told = doors.told(cast.maja)
    assert [mail.kind for mail in told] == [
        "received",
        "accepted",
        "clarification",
        "resolved",
        "closed",
    ]
    assert {mail.language for mail in told} == {"en"}


def test_a_vulnerability_is_seen_by_its_group_alone(doors: Doors, cast: Cast) -> None:
    doors.portal(cast.giulia).asks(
        subject="Accesso senza password",
        text="Si entra senza password.",
        type="vulnerability",
        severity="P1",
    )
    number = only_ticket().number

    assert "Accesso senza password" in doors.desk(cast.tone).reads(f"/desk/tickets/{number}/")
    assert doors.desk(cast.davide).client.get(f"/desk/tickets/{number}/").status_code == 404
    assert "Accesso senza password" not in doors.desk(cast.davide).reads("/desk/")


def test_waiting_for_the_customer_stops_the_clock_and_both_sides_read_so(
    doors: Doors, cast: Cast
) -> None:
    doors.portal(cast.giulia).asks(subject="Fermo", text="Tutto fermo.", type="bug", severity="P1")
    number = only_ticket().number
    doors.at("2026-11-23 12:00").desk(cast.elena).sends(
        f"/desk/tickets/{number}/reply/", text="Quale versione?", then="wait"
    )
    doors.at("2026-11-24 15:00").portal(cast.giulia).sends(
        f"/requests/{number}/reply/", text="La 7.2."
    )

    assert due(only_ticket(), "resolution") == rome("2026-11-25 11:30")
    assert "mercoledì alle 11:30" in doors.portal(cast.giulia).reads(f"/requests/{number}/")


def classified(doors: Doors, agent: User, number: int, severity: str, cause: str) -> str:
    return doors.desk(agent).sends(
        f"/desk/tickets/{number}/class/",
        type="bug",
        severity=severity,
        cause=cause,
        reason="Misurato di nuovo",
    )


def test_a_severity_that_was_wrong_is_judged_from_the_beginning(doors: Doors, cast: Cast) -> None:
    doors.portal(cast.giulia).asks(subject="Lento", text="Va piano.", type="bug", severity="P3")
    number = only_ticket().number

    classified(doors.at("2026-11-24 11:00"), cast.elena, number, "P1", "correction")

    assert due(only_ticket(), "resolution") == rome("2026-11-24 10:00")
    assert state(only_ticket(), "resolution") == "breached"


def test_a_severity_that_grew_gets_its_time_from_then(doors: Doors, cast: Cast) -> None:
    doors.portal(cast.giulia).asks(subject="Lento", text="Va piano.", type="bug", severity="P3")
    number = only_ticket().number

    classified(doors.at("2026-11-23 10:20"), cast.elena, number, "P3", "correction")
    classified(doors.at("2026-11-24 11:00"), cast.elena, number, "P1", "evolution")

    assert due(only_ticket(), "resolution") == rome("2026-11-25 11:00")
    assert state(only_ticket(), "resolution") == "running"


def test_the_telephone_is_for_working_hours_alone(doors: Doors, cast: Cast) -> None:
    call = {
        "email": cast.giulia.email,
        "channel": "phone",
        "language": "it",
        "subject": "La posta non parte",
        "text": "Non possiamo scrivere mail.",
    }

    page = doors.at("2026-11-23 14:00").desk(cast.elena).sends("/desk/tickets/new/", **call)
    assert "By telephone we take requests only in office hours." in page
    assert not Ticket.objects.filter(closed_at=None).exists()
    doors.at("2026-11-23 14:30").desk(cast.elena).sends("/desk/tickets/new/", **call)

    assert Ticket.objects.latest("id").state == Ticket.State.NEW


def test_a_closure_moves_what_comes_after_its_announcement_alone(doors: Doors, cast: Cast) -> None:
    maja, giulia, manager = (
        doors.portal(cast.maja),
        doors.portal(cast.giulia),
        doors.desk(cast.elena),
    )
    follows_the_vendors_closures(manager)
    asked = {"text": "It stopped.", "type": "bug", "severity": "P3"}
    doors.at("2026-11-27 10:00")
    maja.asks(subject="Before the news", **asked)
    doors.at("2026-11-27 12:00")
    doors.told(cast.giulia)
    closure = {"code": "bridge-2026", "first_date": "2026-11-30", "last_date": "2026-12-04"}
    assert "Before the news" in manager.reads(f"/office/closures/preview/?{urlencode(closure)}")
    manager.sends("/office/closures/", **closure, availability="")
    doors.at("2026-11-27 12:05")
    giulia.asks(subject="After the news", **asked)

    before, after = Ticket.objects.order_by("id")
    assert due(before, "resolution") == rome("2026-12-04 10:00")
    assert due(after, "resolution") == rome("2026-12-14 12:05")
    assert "30 novembre" in doors.told(cast.giulia)[0].text


def follows_the_vendors_closures(manager: Browser) -> None:
    """A second version of the agreement, which names the closures of the vendor, in force at once."""
    whole = starter("suite-sla")
    code = whole.index("      - {code: summer-2026")
    document = f"{whole[:code]}      - vendor\n{whole[code:]}".replace("version: 1", "version: 2")
    manager.sends("/office/agreements/suite-sla/draft/", document=document, do="keep")
    page = manager.sends("/office/agreements/suite-sla/activation/", valid_from="")
    assert "version 2" in page.lower(), page


def test_closed_days_may_be_open_in_between(doors: Doors, cast: Cast) -> None:
    doors.at("2026-08-07 18:00").portal(cast.giulia).asks(
        subject="Fermo", text="Tutto fermo.", type="bug", severity="P1"
    )

    assert due(only_ticket(), "response") == rome("2026-08-12 09:30")


def test_what_is_no_bug_has_no_clock(doors: Doors, cast: Cast) -> None:
    doors.portal(cast.giulia).asks(
        subject="Come si fa?", text="Come si esporta?", type="helpdesk", severity="P4"
    )

    assert not only_ticket().clocks.exists()


def test_she_finds_all_her_requests_herself(doors: Doors, cast: Cast) -> None:
    doors.mail(cast.giulia, "Per posta", "Da stamattina la stampa degli ordini non parte più.")
    giulia = doors.portal(cast.giulia)
    giulia.asks(subject="Dal portale", text="Va piano.", type="bug", severity="P4")

    home = giulia.reads("/")
    assert "Per posta" in home
    assert "Dal portale" in home
    assert "Per posta" not in doors.portal(cast.maja).reads("/")
