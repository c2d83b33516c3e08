"""Calendars to subscribe to: closures for anybody, promises for whoever has to keep them."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar, Event
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.calendar_address import renew_address, token_of
from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.closures import announce_closure, withdraw_closure
from puntuale.apps.agreements.models import Closure
from puntuale.apps.tickets.models import Ticket
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome

NOON = rome("2026-11-23 12:00")


def events(client: Client, address: str) -> list[Event]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def christmas(cast: Cast) -> Closure:
    return announce_closure(
        code="christmas",
        first_date=date(2026, 12, 24),
        last_date=date(2027, 1, 1),
        availability=[{"date": "2026-12-29", "hours": ["09:00-13:00"]}],
        by=cast.elena,
        at=NOON,
    )


class TestClosures:
    def test_a_closure_is_one_event_of_whole_days(self, client: Client, cast: Cast) -> None:
        christmas(cast)

        (event,) = events(client, "/closures.ics")

        assert event["UID"] == "closure-christmas@127.0.0.1"
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 24), date(2027, 1, 2))
        assert event["DTSTAMP"].dt == NOON
        assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
        assert event["SUMMARY"] == "Officina Software: support closed"
        assert "Tuesday 29 December 2026 09:00 – 13:00" in event["DESCRIPTION"]

    def test_withdrawn_it_keeps_its_name_counts_up_and_is_cancelled(
        self, client: Client, cast: Cast
    ) -> None:
        closure = christmas(cast)
        (before,) = events(client, "/closures.ics")

        withdraw_closure(closure, by=cast.elena, at=rome("2026-11-24 12:00"))

        (after,) = events(client, "/closures.ics")
        assert after["UID"] == before["UID"]
        assert (after["SEQUENCE"], after["STATUS"]) == (1, "CANCELLED")
        assert after["DTSTAMP"].dt == rome("2026-11-24 12:00")

    def test_lines_end_as_the_rfc_wants_and_are_folded(self, client: Client, cast: Cast) -> None:
        christmas(cast)

        text = client.get("/closures.ics").content

        assert text.count(b"\n") == text.count(b"\r\n")
        assert all(len(line) <= 75 for line in text.split(b"\r\n"))


class TestPromises:
    @pytest.fixture
    def ticket(self, cast: Cast, time_machine: TimeMachineFixture) -> Ticket:
        time_machine.move_to(NOON)
        covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
        ticket = asked(cast, product=cast.planner, type="bug", severity="P3")
        Ticket.objects.filter(pk=ticket.pk).update(assignee=cast.tone)
        return ticket

    def test_each_promise_on_what_is_assigned_stands_at_its_instant(
        self, client: Client, cast: Cast, ticket: Ticket
    ) -> None:
        found = events(client, address(cast.tone))

        assert [event["DTSTART"].dt for event in found] == [
            rome("2026-11-24 10:00"),
            rome("2026-11-30 10:00"),
        ]
        assert found[0]["SUMMARY"] == f"First reply {ticket.number}: Ordini doppi"
        assert found[0]["DESCRIPTION"] == "Tessitura Brembo"
        assert found[0]["URL"] == f"http://127.0.0.1:8000/desk/tickets/{ticket.number}/"

    def test_of_a_restricted_request_only_the_number_is_said(
        self, client: Client, cast: Cast, ticket: Ticket
    ) -> None:
        Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)

        found = events(client, address(cast.tone))

        assert {event["SUMMARY"] for event in found} == {str(ticket.number)}
        assert not any("DESCRIPTION" in event for event in found)
        assert b"Ordini" not in client.get(address(cast.tone)).content

    def test_whoever_may_no_longer_see_it_is_not_told_of_it(
        self, client: Client, cast: Cast, ticket: Ticket
    ) -> None:
        Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
        User.objects.filter(pk=cast.tone.pk).update(sees_restricted=False)

        assert events(client, address(cast.tone)) == []

    def test_a_renewed_address_ends_the_last_one(
        self, client: Client, cast: Cast, ticket: Ticket
    ) -> None:
        last = address(cast.tone)

        renew_address(cast.tone, at=NOON)

        assert client.get(last).status_code == 404
        assert len(events(client, address(cast.tone))) == 2

    @pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.CUSTOMER}])
    def test_an_account_that_ended_has_no_calendar_from_then_on(
        self, client: Client, cast: Cast, ticket: Ticket, change: dict[str, object]
    ) -> None:
        User.objects.filter(pk=cast.tone.pk).update(**change)

        assert client.get(address(cast.tone)).status_code == 404

    def test_a_guessed_address_is_nobodys(self, client: Client, cast: Cast) -> None:
        forged = token_of(cast.tone).replace(f"{cast.tone.pk}.", f"{cast.admin.pk}.", 1)

        assert client.get(f"/calendar/{forged}/promises.ics").status_code == 404
        assert client.get("/calendar/x/promises.ics").status_code == 404

    def test_it_costs_the_same_however_many_there_are(
        self, client: Client, cast: Cast, ticket: Ticket, django_assert_num_queries
    ) -> None:
        for _each in range(3):
            more = asked(cast, product=cast.planner, type="bug", severity="P3")
            Ticket.objects.filter(pk=more.pk).update(assignee=cast.tone)

        # Whether it is set up, the vendor's zone, the owner, the promises.
        with django_assert_num_queries(4):
            client.get(address(cast.tone))

    def test_the_profile_shows_the_address_and_renews_it(
        self, client: Client, cast: Cast, ticket: Ticket
    ) -> None:
        client.force_login(cast.tone)
        last = address(cast.tone)
        assert last in client.get("/desk/profile/").content.decode()

        page = client.post("/desk/profile/calendar/", follow=True).content.decode()

        cast.tone.refresh_from_db()
        assert last not in page
        assert address(cast.tone) in page


def address(user: User) -> str:
    return f"/calendar/{token_of(user)}/promises.ics"
