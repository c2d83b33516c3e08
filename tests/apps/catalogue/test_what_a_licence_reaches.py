"""What agreements add to a licence, and the files that say so."""

from datetime import date, datetime, timedelta

import pytest

from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.licensing import (
    WHILE_COVERED,
    advice_for,
    licence_file,
    machine_file,
    versions_until,
)
from puntuale.apps.agreements.models import Coverage
from puntuale.apps.catalogue.keys import change_key, private_key, public_keys
from puntuale.apps.catalogue.models import Licence, ListPrice, SigningKey
from puntuale.apps.catalogue.queries import list_price
from puntuale.core.licences.advice import Code
from puntuale.core.licences.errors import FileRefused
from puntuale.core.licences.files import Kind, verify
from tests.apps.catalogue.machines import a_licence, activated, machine
from tests.cast import NOON, Cast, in_force, rome

BOUGHT = date(2026, 3, 1)


@pytest.fixture
def licence(cast: Cast) -> Licence:
    return a_licence(cast.planner, cast.alpine, seats=5, versions_released_until=BOUGHT)


@pytest.fixture
def subscribed(cast: Cast) -> Coverage:
    """K-01: 17 November to 16 December 2026."""
    agreement = in_force("upgrade-premium", ("[time-suite]", "[suite]"))
    return Coverage.objects.create(
        organisation=cast.alpine,
        agreement=agreement,
        starts_on=date(2026, 11, 17),
        ends_on=date(2026, 12, 16),
    )


def test_a_subscription_gives_what_is_released_while_it_lasts_and_for_ever(
    licence: Licence, subscribed: Coverage
) -> None:
    assert versions_until(licence, rome("2026-11-16 12:00")) == BOUGHT
    assert versions_until(licence, rome("2026-11-17 12:00")) == date(2026, 12, 16)
    assert versions_until(licence, rome("2027-12-31 12:00")) == date(2026, 12, 16)


@pytest.mark.parametrize(
    ("released_on", "code"),
    [(date(2026, 12, 16), Code.VALID), (date(2026, 12, 17), Code.VERSION_NOT_COVERED)],
)
def test_a_program_is_told_whether_it_may_run(
    licence: Licence, subscribed: Coverage, released_on: date, code: Code
) -> None:
    office = activated(licence, "office")
    licence.refresh_from_db()

    told = advice_for(licence, office, released_on=released_on, at=rome("2027-02-01 12:00"))

    assert told.code is code


def test_a_suspended_coverage_reaches_the_day_of_its_suspension(
    licence: Licence, subscribed: Coverage
) -> None:
    Coverage.objects.update(suspended_at=rome("2026-11-20 10:00"))

    assert versions_until(licence, rome("2027-02-01 12:00")) == date(2026, 11, 20)


@pytest.mark.parametrize("suspended_at", [None, rome("2026-11-20 10:00")])
def test_a_version_that_begins_the_day_after_takes_nothing(
    licence: Licence, subscribed: Coverage, suspended_at: datetime | None
) -> None:
    """Midnight is the agreement's: in UTC it lies on the coverage's last day."""
    Coverage.objects.update(suspended_at=suspended_at)
    held = versions_until(licence, rome("2026-12-16 12:00"))
    agreement = subscribed.agreement
    gives_none = agreement.versions.get().document.replace(f"versions: {WHILE_COVERED}", "")
    draft = keep_draft(agreement, gives_none, by=None, at=NOON)
    activate(draft, valid_from=rome("2026-12-17 00:00"), by=None, at=NOON)

    assert versions_until(licence, rome("2027-02-01 12:00")) == held != BOUGHT


def test_other_customers_other_products_and_other_agreements_add_nothing(
    cast: Cast, licence: Licence, subscribed: Coverage
) -> None:
    foreign = a_licence(cast.planner, cast.brembo, "OP-1111", versions_released_until=BOUGHT)
    other = a_licence(cast.portal, cast.alpine, "OP-2222", versions_released_until=BOUGHT)
    Coverage.objects.create(
        organisation=cast.brembo, agreement=in_force("suite-sla"), starts_on=date(2026, 1, 1)
    )

    assert versions_until(foreign, NOON) == BOUGHT
    assert versions_until(other, NOON) == BOUGHT


def test_a_machine_s_file_is_proved_without_a_network_and_on_that_machine_alone(
    licence: Licence, subscribed: Coverage
) -> None:
    """K-06."""
    text = machine_file(activated(licence, "office"), at=NOON)
    keys = public_keys()

    proved = verify(Kind.MACHINE, text, keys=keys, now=NOON, fingerprint=machine("office"))

    assert (proved.vendor, proved.holder) == ("Officina Software", "Alpine Optics")
    assert (proved.serial_number, proved.seats) == ("OP-4471-0892-KR", 5)
    assert proved.versions_released_until == date(2026, 12, 16)
    for kind, fingerprint in ((Kind.MACHINE, machine("home")), (Kind.LICENCE, machine("office"))):
        with pytest.raises(FileRefused):
            verify(kind, text, keys=keys, now=NOON, fingerprint=fingerprint)


def test_the_private_key_lies_sealed_and_is_changed_without_breaking_old_files(
    licence: Licence, cast: Cast
) -> None:
    old = licence_file(licence, at=NOON)
    first = private_key(at=NOON)
    change_key(by=cast.admin, at=NOON + timedelta(days=1))
    new = licence_file(licence, at=NOON + timedelta(days=1))

    assert private_key(at=NOON) != first
    assert all(first.hex() not in row.sealed_private_key for row in SigningKey.objects.all())
    for text in (old, new):
        assert verify(Kind.LICENCE, text, keys=public_keys(), now=NOON + timedelta(days=1))
    assert SigningKey.objects.filter(is_in_use=True).count() == 1


def test_the_list_price_is_the_one_in_force_on_a_day(cast: Cast) -> None:
    for day, cents in ((date(2026, 1, 1), 125_000), (date(2026, 12, 1), 130_000)):
        ListPrice.objects.create(product=cast.planner, amount_cents=cents, valid_from=day)

    assert list_price(cast.planner, "EUR", date(2025, 12, 31)) is None
    assert list_price(cast.planner, "EUR", date(2026, 11, 30)).amount_cents == 125_000
    assert list_price(cast.planner, "EUR", date(2026, 12, 1)).amount_cents == 130_000
    assert list_price(cast.planner, "GBP", date(2026, 12, 1)) is None
