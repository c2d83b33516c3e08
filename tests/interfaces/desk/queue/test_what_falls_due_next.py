"""The queue as Elena sees it on Friday at ten past six."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.deciding import classify, take_charge
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.models import Notice, ReadMark, SavedView, Ticket
from tests.apps.tickets.queue.crowd import NOW, crowd, waiting
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.pages import numbers_in, part, text_of


@pytest.fixture
def suite(cast: Cast) -> None:
    """Tessitura Brembo under the suite's agreement: 09–13 and 14:30–18:30, P1 within an hour."""
    covered(cast.brembo, in_force("suite-sla"))


def bug(cast: Cast, at: str, severity: str, **facts: str) -> Ticket:
    ticket = asked(cast, at, **facts)
    classify(ticket, type="bug", severity=severity, cause="correction", by=cast.elena, at=rome(at))
    ticket.refresh_from_db()
    return ticket


def test_promises_stand_in_groups_cut_by_now(cast: Cast, elena: Client) -> None:
    late = waiting(cast, "2026-11-27 17:10")
    today = waiting(cast, "2026-11-27 18:30")
    tomorrow = waiting(cast, "2026-11-28 10:00")
    monday = waiting(cast, "2026-11-30 10:00")
    later = waiting(cast, "2026-12-09 10:00")
    without = waiting(cast)

    page = elena.get("/desk/")

    assert numbers_in(page) == [
        each.number for each in (late, today, tomorrow, monday, later, without)
    ]
    words = part(page, "Late 1", "No clock running 1")
    places = [
        words.index(each)
        for each in (
            "Late 1",
            "18:10 now",
            "Today Friday 27 November · 1",
            "Tomorrow Saturday 28 November · 1",
            "Monday 30 November · 1",
            "Later 1",
            "No clock running 1",
        )
    ]
    assert places == sorted(places)


def test_a_row_says_the_hour_the_time_left_and_whose_it_is(
    cast: Cast, suite: None, elena: Client
) -> None:
    ticket = bug(cast, "2026-11-27 17:30", "P1", subject="Nobody can open the planner")

    page = text_of(elena.get("/desk/"))

    assert "Today Friday 27 November · 1" in page
    assert "18:30 first reply" in page
    assert f"{ticket.number} · Tessitura Brembo · Suite support and SLA" in page
    assert "20 min left" in page
    assert "P1 Bug or malfunction" in page
    assert "Blocking" in page
    assert "– Nobody by mail, IT" in page
    assert "Nobody can open the planner new" in page


def test_only_time_has_passed_between_two_readings(cast: Cast, suite: None, elena: Client) -> None:
    bug(cast, "2026-11-27 11:00", "P2")

    page = text_of(elena.get("/desk/"))

    assert "Late 1" in page
    assert "1 h 40 late" in page


def test_a_request_that_waits_shows_a_dash_and_whom_it_waits_for(
    cast: Cast, suite: None, elena: Client
) -> None:
    ticket = bug(cast, "2026-11-27 10:00", "P3")
    wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.elena, at=rome("2026-11-27 16:10"))

    page = text_of(elena.get("/desk/"))

    assert "No clock running 1" in page
    assert "Paused 2 h ago" in page
    assert "Waiting for the customer’s answer since 16:10." in page


def test_what_stands_still_says_until_when(cast: Cast, elena: Client) -> None:
    covered(cast.brembo, in_force("standard-services"))
    ticket = asked(cast, "2026-11-27 17:55")
    classify(
        ticket,
        type="T1",
        severity="",
        cause="correction",
        by=cast.elena,
        at=rome("2026-11-27 17:56"),
    )

    page = text_of(elena.get("/desk/"))

    assert "8 h 55 left" in page
    assert "Stands still: the hours of Standard Support Services begin Mon 09:00." in page
    assert "Standard Support Services closed, opens Mon 09:00" in page


def test_what_is_held_says_until_when_in_either_language(
    cast: Cast, sign_in: SignIn, time_machine: TimeMachineFixture
) -> None:
    covered(cast.brembo, in_force("bespoke"))
    time_machine.move_to(rome("2026-11-28 11:00"), tick=False)
    asked(cast, "2026-11-28 11:00", product=cast.portal, severity="S3")

    english = text_of(sign_in(cast.elena).get("/desk/"))
    User.objects.filter(pk=cast.elena.pk).update(language="it")
    italian = text_of(sign_in(cast.elena).get("/desk/"))

    assert "Held until Mon 10:00: S3 is handled in office hours." in english
    assert "In attesa fino a lun 10:00: S3 è gestita in orario d'ufficio." in italian


def test_hours_are_the_readers_and_the_agreements_are_named_where_they_differ(
    cast: Cast, sign_in: SignIn, now: None
) -> None:
    covered(cast.brembo, in_force("suite-sla"))
    bug(cast, "2026-11-27 17:30", "P1")
    User.objects.filter(pk=cast.elena.pk).update(time_zone="Europe/London")

    page = text_of(sign_in(cast.elena).get("/desk/"))

    assert "17:30 first reply" in page
    assert "18:30 in Rome" in page
    assert "times in London" in page


def test_the_page_is_in_the_language_of_its_reader(cast: Cast, davide: Client) -> None:
    waiting(cast, "2026-11-27 18:30")

    page = text_of(davide.get("/desk/"))

    assert "Prossime scadenze" in page
    assert "Oggi venerdì 27 novembre · 1" in page
    assert "presa in carico" in page


def test_restricted_requests_are_listed_with_a_lock_for_their_group_alone(
    cast: Cast, sign_in: SignIn, elena: Client
) -> None:
    secret = waiting(cast, "2026-11-27 18:30", is_restricted=True)

    assert numbers_in(elena.get("/desk/")) == []
    page = sign_in(cast.tone).get("/desk/")
    assert numbers_in(page) == [secret.number]
    assert f"restricted · {secret.number}" in text_of(page)


def test_views_are_counted(cast: Cast, elena: Client) -> None:
    waiting(cast, "2026-11-27 17:10", assignee=cast.elena)
    waiting(cast, "2026-11-27 18:30")
    waiting(cast, state="waiting_customer", next_state="paused")
    waiting(cast, "2026-11-30 18:30", next_state="held")
    waiting(cast, state="resolved", resolved_at=NOW)
    SavedView.objects.create(user=cast.elena, name="Bergamo", filters={"assignee": "me"})
    SavedView.objects.create(user=cast.davide, name="Of Davide", filters={})

    words = part(elena.get("/desk/"), "Views", "Bergamo 1")

    assert words == (
        "Views Due next 4 Late 1 Mine 1 Nobody’s 3 Held by agreement 1"
        " Waiting for customer 1 Resolved, not closed 1 Saved by you Bergamo 1"
    )
    assert "Of Davide" not in text_of(elena.get("/desk/"))


def test_more_than_a_thousand_are_not_counted(
    cast: Cast, elena: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("puntuale.apps.tickets.queue.counts.MOST", 3)
    monkeypatch.setattr("puntuale.interfaces.desk.queue.side.MOST", 3)
    for _ in range(4):
        waiting(cast, "2026-11-27 18:30")

    assert "Due next 2+" in text_of(elena.get("/desk/"))


def test_pages_are_joined_by_key(cast: Cast, elena: Client) -> None:
    crowd(cast, open_ones=120, ended=0)

    first = elena.get("/desk/")
    second = elena.get(first.context["older_href"])
    third = elena.get(second.context["older_href"])
    back = elena.get(third.context["newer_href"])

    seen = numbers_in(first) + numbers_in(second) + numbers_in(third)
    assert len(seen) == len(set(seen)) == 120
    assert numbers_in(back) == numbers_in(second)
    assert first.context["sheet"].late.note == "0"
    assert second.context["sheet"].late is None
    assert third.context["older_href"] is None


def test_what_was_read_is_not_marked_as_new(cast: Cast, elena: Client) -> None:
    ticket = waiting(cast, "2026-11-27 18:30", last_customer_activity_at=NOW)
    assert "queue-row__unread" in elena.get("/desk/").content.decode()

    ReadMark.objects.create(ticket=ticket, user=cast.elena, read_at=NOW)

    assert "queue-row__unread" not in elena.get("/desk/").content.decode()


def test_unread_notices_are_counted_in_the_masthead(cast: Cast, elena: Client) -> None:
    ticket = waiting(cast)
    Notice.objects.create(user=cast.elena, ticket=ticket, kind="assigned", at=NOW)

    assert "Notices 1 unread" in text_of(elena.get("/desk/"))
    assert "Notices 1 unread" in text_of(elena.get("/desk/replies/"))


@pytest.mark.parametrize("query", ["", "?agreement=suite-sla&team=none&tag=x&product=suite"])
def test_the_whole_page_takes_twelve_queries_at_most(
    cast: Cast, suite: None, elena: Client, query: str
) -> None:
    in_force("standard-services", standard=True)
    for minute in range(10, 40):
        ticket = bug(cast, f"2026-11-27 16:{minute}", "P3")
        take_charge(ticket, by=cast.davide, at=rome("2026-11-27 17:00"))
    SavedView.objects.create(user=cast.elena, name="Mine", filters={"assignee": "me"})

    with CaptureQueriesContext(connection) as queries:
        page = elena.get(f"/desk/{query}")

    assert page.status_code == 200
    assert len(queries) <= 12, [each["sql"][:90] for each in queries]


def test_a_reader_of_a_newer_version_keeps_the_old_one_for_running_requests(
    cast: Cast, suite: None, elena: Client
) -> None:
    ticket = bug(cast, "2026-11-27 17:30", "P1")
    assert ticket.version is not None
    type(ticket.version).objects.update(state="superseded")

    page = elena.get("/desk/")

    assert "Suite support and SLA" in text_of(page)
    assert page.context["timetables"] == []
