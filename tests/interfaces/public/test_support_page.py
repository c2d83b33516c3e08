"""The public page of an agreement: only where it is published, and never anything but the truth."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.actions import activate, keep_draft, publish
from puntuale.apps.agreements.closures import announce_closure
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.agreements.starters import CODES, NEEDS, starter
from tests.apps.tickets.stories import asked
from tests.cast import FOUNDED, Cast, covered, in_force, rome

NOON = rome("2026-11-26 12:00")


@pytest.fixture(autouse=True)
def on_a_thursday(time_machine: TimeMachineFixture, cast: Cast) -> None:
    time_machine.move_to(rome("2026-11-26 14:10"), tick=False)


def public(code: str) -> Agreement:
    if code in NEEDS:
        in_force(NEEDS[code])
    agreement = in_force(code)
    publish(agreement, is_public=True, by=None, at=FOUNDED)
    return agreement


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_without_the_switch_there_is_no_page(client: Client) -> None:
    agreement = in_force("standard-services")
    assert client.get("/support/standard-services/").status_code == 404
    assert client.get("/support/standard-services/closures.ics").status_code == 404

    publish(agreement, is_public=True, by=None, at=NOON)
    assert client.get("/support/standard-services/").status_code == 200

    publish(agreement, is_public=False, by=None, at=NOON)
    assert client.get("/support/standard-services/").status_code == 404


def test_a_draft_alone_has_no_page(client: Client) -> None:
    Agreement.objects.create(code="draft-only", is_published=True)

    assert client.get("/support/draft-only/").status_code == 404


def test_it_says_hours_promises_prices_and_ways_from_the_document(client: Client) -> None:
    public("standard-services")

    page = read(client, "/support/standard-services/?language=en")

    for words in (
        "09:00 – 18:00",
        "Bug in our own software",
        "1 working day of 9 h",
        "as the estimate says, not binding",
        "€80.00 an hour",
        "Package of 40 hours",
        "€2,800.00",
        "+50%",
        "not taken on",
        "version 1, in force since 1 January 2026. Times in Rome.",
        'href="/request/"',
    ):
        assert words in page


def test_it_says_the_same_in_italian(client: Client) -> None:
    public("standard-services")

    answer = client.get("/support/standard-services/?language=it")

    page = answer.content.decode()
    assert answer["Content-Language"] == "it"
    assert '<html lang="it"' in page
    for words in ("2.800,00\xa0€", "1 giorno lavorativo di 9 h", "Errore in un nostro programma"):
        assert words in page


def test_what_is_said_now_is_what_a_request_sent_now_is_promised(
    client: Client, cast: Cast
) -> None:
    covered(cast.brembo, public("standard-services"))

    page = read(client, "/support/standard-services/?language=en")
    ticket = asked(cast, "2026-11-26 14:10")

    assert "Now: Thursday 26 November, 14:10." in page
    assert "A request sent now (T1): we answer by Friday 14:10" in page
    assert ticket.clocks.get(metric="answer").due_at == rome("2026-11-27 14:10")


def test_what_is_held_now_says_until_when(client: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(rome("2026-11-28 12:00"), tick=False)
    public("bespoke")

    page = read(client, "/support/bespoke/?language=en")

    assert re.search(r"<strong>A request sent now", page)


def test_an_announced_closure_stands_on_the_page_until_it_is_over(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    public("suite-sla")

    before = read(client, "/support/suite-sla/?language=en")
    time_machine.move_to(rome("2027-01-02 12:00"), tick=False)
    after = read(client, "/support/suite-sla/?language=en")

    assert "Announced closures: 24 December 2026 to 1 January 2027." in before
    assert "summer" not in before
    assert "Announced closures" not in after


def test_its_closures_are_a_calendar(client: Client) -> None:
    public("suite-sla")

    text = client.get("/support/suite-sla/closures.ics").content.decode()

    assert "UID:closure-christmas-2026@127.0.0.1" in text
    assert "DTSTART;VALUE=DATE:20261224" in text


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("code", CODES)
def test_every_published_document_has_a_whole_page(
    client: Client, code: str, language: str
) -> None:
    public(code)

    page = read(client, f"/support/{code}/?language={language}")

    assert page.count("document__section") >= 4
    assert "%(" not in page


def test_machines_read_opening_hours_and_closed_days(client: Client, cast: Cast) -> None:
    public("suite-sla")

    data = structured(client, "/support/suite-sla/")

    hours = data["contactPoint"]["hoursAvailable"]
    assert data["name"] == "Officina Software"
    assert {"opens": "14:30", "closes": "18:30"}.items() <= hours[1].items()
    assert hours[0]["dayOfWeek"] == "https://schema.org/Monday"
    closed = [each["validFrom"] for each in hours if each["opens"] == each["closes"]]
    assert closed[0] == "2026-12-24"
    assert closed[-1] == "2027-01-01"


def test_a_name_cannot_break_out_of_the_data(client: Client, cast: Cast) -> None:
    cast.vendor.name = "</script><script>alert(1)</script>"
    cast.vendor.save()
    public("suite-sla")

    assert structured(client, "/support/suite-sla/")["name"] == cast.vendor.name
    assert "<script>alert" not in client.get("/support/suite-sla/").content.decode()


def structured(client: Client, address: str) -> dict:
    page = client.get(address).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    return json.loads(block[1])


class TestWhatIsAskedAgain:
    def test_within_a_minute_nothing_is_sent_twice(
        self, client: Client, time_machine: TimeMachineFixture
    ) -> None:
        public("suite-sla")
        first = client.get("/support/suite-sla/")

        same = client.get("/support/suite-sla/", headers={"If-None-Match": first["ETag"]})
        time_machine.shift(timedelta(minutes=1))
        later = client.get("/support/suite-sla/", headers={"If-None-Match": first["ETag"]})

        assert (same.status_code, same.content) == (304, b"")
        assert later.status_code == 200

    def test_a_closure_a_language_or_another_name_is_another_page(
        self, client: Client, cast: Cast
    ) -> None:
        public("suite-sla")
        first = client.get("/support/suite-sla/")["ETag"]

        other = client.get("/support/suite-sla/?language=it", headers={"If-None-Match": first})
        cast.vendor.name = "Officina"
        cast.vendor.save()
        renamed = client.get("/support/suite-sla/", headers={"If-None-Match": first})

        assert other.status_code == 200
        assert renamed.status_code == 200

    def test_it_costs_few_queries(self, client: Client, django_assert_max_num_queries) -> None:
        public("suite-sla")
        client.get("/support/suite-sla/")

        with django_assert_max_num_queries(9):
            client.get("/support/suite-sla/")


def test_the_list_leads_to_the_only_page_or_names_all(client: Client) -> None:
    assert "No agreement is published" in read(client, "/support/")

    public("suite-sla")
    assert client.get("/support/").headers["Location"] == "/support/suite-sla/"

    public("standard-services")
    page = read(client, "/support/")
    assert 'href="/support/suite-sla/"' in page
    assert "Standard Support Services" in page


def test_a_manager_publishes_and_an_agent_does_not(client: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")
    address = "/office/agreements/suite-sla/publication/"

    client.force_login(cast.davide)
    refused = client.post(address, {"is_public": "yes"})
    client.force_login(cast.elena)
    client.post(address, {"is_public": "yes"})
    agreement.refresh_from_db()
    was_public = agreement.is_published
    client.post(address, {"is_public": "no"})
    agreement.refresh_from_db()

    assert refused.status_code == 403
    assert was_public
    assert not agreement.is_published


def test_the_vendors_closures_stand_where_they_are_listed(client: Client, cast: Cast) -> None:
    public("standard-services")
    agreement = Agreement.objects.create(code="suite-sla", is_published=True)
    text = starter("suite-sla").replace("closures:  ", "closures:\n      - vendor\n      #", 1)
    draft = keep_draft(agreement, text, by=None, at=FOUNDED)
    activate(draft, valid_from=FOUNDED, by=None, at=FOUNDED)

    one_day = date(2026, 12, 3)
    announce_closure(code="strike", first_date=one_day, last_date=one_day, by=cast.elena, at=NOON)

    assert "Announced closures: Thursday 3 December" in read(
        client, "/support/suite-sla/?language=en"
    )
    assert "Announced closures" not in read(client, "/support/standard-services/?language=en")
