"""The holidays of a version as dates, and taking one out of a draft."""

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.actions import keep_draft
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.starters import starter
from tests.cast import FOUNDED, Cast, in_force, rome

BUTTON = "calendars/working/holidays 2026-12-08"


@pytest.fixture(autouse=True)
def in_november(time_machine: TimeMachineFixture, cast: Cast, client: Client) -> None:
    time_machine.move_to(rome("2026-11-23 12:00"))
    client.force_login(cast.elena)


def draft_of(agreement: Agreement, cast: Cast) -> AgreementVersion:
    return keep_draft(agreement, starter(agreement.code), by=cast.elena, at=FOUNDED)


def test_a_version_in_force_shows_the_dates_it_was_activated_with(client: Client) -> None:
    in_force("suite-sla")

    page = client.get("/office/agreements/suite-sla/1/holidays/").content.decode()

    assert "2026-12-08" in page
    assert "Immaculate Conception" in page
    assert "2027-12-25" in page
    assert "2028-01-01" not in page
    assert "Take out" not in page


def test_a_holiday_is_taken_out_of_the_draft_alone(client: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")
    draft = draft_of(agreement, cast)

    page = client.post(
        "/office/agreements/suite-sla/2/holidays/", {"day": BUTTON}, follow=True
    ).content.decode()

    draft.refresh_from_db()
    assert "holidays: {country: IT, except: [2026-12-08]}" in draft.document
    assert "a day like any other" in page
    assert f'value="{BUTTON}"' not in page


def test_what_is_in_force_is_not_touched(client: Client) -> None:
    agreement = in_force("suite-sla")

    client.post("/office/agreements/suite-sla/1/holidays/", {"day": BUTTON})

    assert "except" not in agreement.versions.get().document


@pytest.mark.parametrize("day", ["", "calendars/working/holidays", "nowhere 2026-12-08", "x y"])
def test_nonsense_changes_nothing(client: Client, cast: Cast, day: str) -> None:
    agreement = in_force("suite-sla")
    draft = draft_of(agreement, cast)

    client.post("/office/agreements/suite-sla/2/holidays/", {"day": day})

    draft.refresh_from_db()
    assert draft.document == starter("suite-sla")


def test_a_document_that_cannot_be_read_says_so(client: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")
    keep_draft(agreement, "a: [", by=cast.elena, at=FOUNDED)

    page = client.get("/office/agreements/suite-sla/2/holidays/").content.decode()

    assert "The document cannot be read." in page
