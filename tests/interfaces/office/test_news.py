"""Writing news in the office: both languages, whom it goes to, sent once, stopped."""

import pytest
from django.test import Client

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.customers.consents import record_consent
from puntuale.apps.jobs.models import Job
from puntuale.apps.news.models import Bulletin
from tests.apps.news.bulletins import WORDS
from tests.cast import NOON, Cast, covered, in_force


@pytest.fixture
def suite(cast: Cast) -> Agreement:
    suite = in_force("suite-sla")
    covered(cast.alpine, suite)
    covered(cast.brembo, suite)
    record_consent(cast.giulia, is_given=True, source="profile", at=NOON)
    return suite


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.elena)
    return client


def test_a_draft_says_who_gets_it_and_how_it_reads(office: Client, suite: Agreement) -> None:
    written = WORDS | {"about": "news", "agreements": [suite.pk]}

    answer = office.post("/office/news/new/", written, follow=True)

    page = answer.content.decode()
    assert "<strong>1</strong> person gets it by mail, once. English: 0, Italiano: 1." in page
    assert "1 has not agreed and reads it in the portal alone." in page
    assert "Giulia Conti, Tessitura Brembo" in page
    assert "Stampa etichette." in page
    assert "It prints labels." in page
    assert not Job.objects.exists()


def test_what_nobody_agreed_to_get_is_shown_in_the_portal(
    office: Client, suite: Agreement, cast: Cast
) -> None:
    record_consent(cast.giulia, is_given=False, source="profile", at=NOON)

    page = office.post(
        "/office/news/new/", WORDS | {"about": "news", "agreements": [suite.pk]}, follow=True
    )

    assert "Nobody gets it by mail. 2 have not agreed" in page.content.decode()
    assert "Show it in the portal</button>" in page.content.decode()


def test_it_is_sent_once_and_its_progress_is_shown(office: Client, suite: Agreement) -> None:
    office.post("/office/news/new/", WORDS | {"about": "maintenance", "agreements": [suite.pk]})
    where = f"/office/news/{Bulletin.objects.get().pk}/"

    office.post(f"{where}send/")
    again = office.post(f"{where}send/", follow=True).content.decode()

    assert "This was sent before." in again
    assert "<dt>Still to go</dt><dd>2</dd>" in again
    stopped = office.post(f"{where}stop/", follow=True).content.decode()
    assert "It goes to nobody else." in stopped
    assert "<dt>Still to go</dt><dd>0</dd>" in stopped


def test_a_draft_is_changed_and_thrown_away(office: Client, suite: Agreement) -> None:
    written = WORDS | {"about": "news", "is_to_registered": "on"}
    office.post("/office/news/new/", written)
    where = f"/office/news/{Bulletin.objects.get().pk}/"

    office.post(f"{where}edit/", written | {"title_en": "Version 8"})

    assert Bulletin.objects.get().title_en == "Version 8"
    office.post(f"{where}drop/")
    assert not Bulletin.objects.exists()


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ({"about": "news"}, "Say who gets it."),
        ({"about": "maintenance", "is_to_registered": "on"}, "Say under which agreements."),
        ({"about": "closure"}, "Say which closure."),
        ({"about": "news", "is_to_registered": "on", "text_it": ""}, "This field is required."),
    ],
)
def test_what_is_missing_is_asked_for(office: Client, typed: dict[str, str], asks: str) -> None:
    answer = office.post("/office/news/new/", WORDS | typed)

    assert answer.status_code == 422
    assert asks in answer.content.decode()
    assert not Bulletin.objects.exists()


def test_agents_write_no_news(client: Client, cast: Cast) -> None:
    client.force_login(cast.davide)

    assert client.get("/office/news/").status_code == 403
    assert "/office/news/" not in client.get("/office/mail/").content.decode()
