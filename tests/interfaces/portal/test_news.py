"""Customers read what was sent to them in their language, and say whether it comes by mail too."""

import pytest

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.customers.consents import has_agreed
from puntuale.apps.customers.models import Consent
from puntuale.apps.news.actions import send_bulletin, write_bulletin
from tests.apps.news.bulletins import WORDS
from tests.cast import NOON, Cast, covered, in_force
from tests.interfaces.portal.conftest import SignedIn, text_of


@pytest.fixture
def suite(cast: Cast) -> Agreement:
    suite = in_force("suite-sla")
    covered(cast.brembo, suite)
    return suite


def test_news_are_read_in_the_readers_language_with_or_without_consent(
    cast: Cast, signed_in: SignedIn, suite: Agreement
) -> None:
    told = {"is_to_registered": False, "agreements": [suite]}
    bulletin = write_bulletin(None, WORDS | told, by=cast.elena, at=NOON)
    write_bulletin(None, WORDS | told | {"title_it": "Bozza"}, by=cast.elena, at=NOON)
    send_bulletin(bulletin, by=cast.elena, at=NOON)

    page = text_of(signed_in(cast.giulia).get("/news/"))

    assert "Versione 7.3" in page
    assert "Versione 7.3" in text_of(signed_in(cast.giulia).get("/"))
    assert "Stampa etichette." in page
    assert "Bozza" not in page
    assert "Version" not in text_of(signed_in(cast.maja).get("/news/")).replace("Versions", "")


def test_consent_is_given_and_taken_back_on_the_page_and_kept_with_its_place(
    cast: Cast, signed_in: SignedIn
) -> None:
    maja = signed_in(cast.maja)

    maja.post("/news/consent/", {"wants": "yes"})
    assert has_agreed(cast.maja)
    page = text_of(maja.post("/news/consent/", {"wants": "no"}, follow=True))

    assert not has_agreed(cast.maja)
    assert "on the page of news" in page
    said = Consent.objects.filter(contact=cast.maja).values_list("is_given", "source")
    assert list(said) == [(False, "news"), (True, "news")]


def test_a_get_changes_nothing(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.maja).get("/news/consent/?wants=yes").status_code == 405
    assert not has_agreed(cast.maja)
