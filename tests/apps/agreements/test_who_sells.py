"""A coverage remembers who sold it, and is shown where its customer has gone to another partner."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import Coverage, FormerSeller
from puntuale.apps.agreements.sellers import coverages_left_behind, sell_by, seller_at
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.actions import keep_link
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.partners.queries import partner_of
from tests.apps.partners.reseller import TODAY, a_partner, linked
from tests.cast import NOON, Cast, covered, in_force

ONE_HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)


def organisation_of(user: User) -> Organisation:
    found = partner_of(user)
    assert found is not None
    return found


@pytest.fixture
def adria(cast: Cast) -> Organisation:
    return organisation_of(a_partner("Adria", cast.brembo))


@pytest.fixture
def dinamo(cast: Cast) -> Organisation:
    return organisation_of(a_partner("Dinamo"))


@pytest.fixture
def coverage(cast: Cast, adria: Organisation) -> Coverage:
    return covered(cast.brembo, in_force("upgrade-premium"), partner=adria)


def moved(cast: Cast, to: Organisation | None) -> None:
    link = PartnerLink.objects.get()
    link.ended_at = NOON
    keep_link(link, [], today=TODAY, at=NOON)
    if to is not None:
        linked(to, cast.brembo)


def left_behind() -> list[tuple[Coverage, Organisation | None]]:
    return [(each.coverage, each.successor) for each in coverages_left_behind(TODAY)]


def test_what_was_sold_before_stays_with_whoever_sold_it(
    coverage: Coverage, adria: Organisation, dinamo: Organisation
) -> None:
    sell_by(coverage, dinamo, at=NOON)
    sell_by(coverage, dinamo, at=NOON + ONE_HOUR)
    sell_by(coverage, None, at=NOON + ONE_DAY)

    at = [-ONE_HOUR, 0 * ONE_HOUR, ONE_HOUR, ONE_DAY]
    assert [seller_at(coverage, NOON + each) for each in at] == [adria, dinamo, dinamo, None]
    with pytest.raises(DatabaseError), transaction.atomic():
        FormerSeller.objects.update(partner=None)


def test_a_customer_who_moves_leaves_no_coverage_behind_unseen(
    cast: Cast, coverage: Coverage, adria: Organisation, dinamo: Organisation
) -> None:
    assert left_behind() == []

    moved(cast, to=dinamo)
    assert left_behind() == [(coverage, dinamo)]
    sell_by(coverage, dinamo, at=NOON)

    assert left_behind() == []


def test_without_another_partner_nobody_sells_it(
    cast: Cast, coverage: Coverage, adria: Organisation
) -> None:
    moved(cast, to=None)

    assert left_behind() == [(coverage, None)]
    Coverage.objects.update(ends_on=TODAY - ONE_DAY)
    assert left_behind() == [], "it has ended; nothing comes any more"


def test_a_partner_who_goes_on_for_its_products_stays(
    cast: Cast, coverage: Coverage, adria: Organisation, dinamo: Organisation
) -> None:
    coverage.products.add(cast.planner)
    moved(cast, to=None)
    linked(adria, cast.brembo, cast.planner)
    assert left_behind() == []

    coverage.products.set([cast.portal])
    linked(dinamo, cast.brembo, cast.portal)

    assert left_behind() == [(coverage, dinamo)]
