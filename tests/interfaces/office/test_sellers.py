"""Coverages of a customer who went to another partner: shown, and decided with one button."""

import pytest

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.agreements.models import Coverage, FormerSeller
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.partners.queries import partner_of
from tests.apps.partners.reseller import a_partner, linked
from tests.cast import Cast, covered, in_force
from tests.interfaces.locks.visiting import browser, said


@pytest.fixture
def adria(cast: Cast) -> Organisation:
    found = partner_of(a_partner("Adria", cast.brembo))
    assert found is not None
    return found


@pytest.fixture
def dinamo(cast: Cast) -> Organisation:
    return Organisation.objects.create(name="Dinamo", is_partner=True)


@pytest.fixture
def coverage(cast: Cast, adria: Organisation) -> Coverage:
    return covered(cast.brembo, in_force("upgrade-premium"), partner=adria)


def test_the_office_is_led_to_them_and_decides_with_one_button(
    cast: Cast, coverage: Coverage, adria: Organisation, dinamo: Organisation
) -> None:
    office, link = browser(cast.elena), PartnerLink.objects.get()
    facts = {"organisation": cast.brembo.pk, "partner": adria.pk, "starts_on": "2026-01-01"}
    ended = office.post(f"/office/partners/{link.pk}/", {**facts, "ended_at": "on"})
    linked(dinamo, cast.brembo)
    page, button = "/office/coverages/sellers/", f"/office/coverages/{coverage.pk}/seller/"

    shown = said(office.get(page))
    office.post(button, {"partner": adria.pk})
    assert not FormerSeller.objects.exists(), "the page was an old one"
    office.post(button, {"partner": dinamo.pk})

    assert ended["Location"] == page
    assert button in shown
    coverage.refresh_from_db()
    assert coverage.partner == dinamo
    row = LogEntry.objects.get(what="coverages.changed")
    assert (row.before, row.after) == ({"partner": adria.pk}, {"partner": dinamo.pk})
    assert button not in said(office.get(page))
    assert office.post("/office/coverages/999/seller/").status_code == 404
    assert browser(cast.davide).get(page).status_code == 403


def test_changing_the_partner_of_a_coverage_by_hand_is_remembered_as_well(
    cast: Cast, coverage: Coverage, adria: Organisation, dinamo: Organisation
) -> None:
    facts = {"organisation": cast.brembo.pk, "agreement": coverage.agreement_id}
    facts |= {"starts_on": "2026-01-01", "partner": dinamo.pk}

    saved = browser(cast.elena).post(f"/office/coverages/{coverage.pk}/", facts)

    assert saved.status_code == 302
    coverage.refresh_from_db()
    assert coverage.partner == dinamo
    assert FormerSeller.objects.get().partner == adria
