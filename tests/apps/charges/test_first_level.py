"""The first level is charged on time under the partner's terms, the second by incident to the partner."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.partner_terms import (
    NoBlank,
    blanks_of,
    fill_blanks,
    values_now,
    versions_with_blanks,
)
from puntuale.apps.agreements.sellers import sell_by
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.charges.first_level import first_level_charges, seller_of
from puntuale.apps.charges.models import Charge, FirstLevelCharge
from puntuale.apps.charges.queries import last_charge
from puntuale.apps.charges.rating import rate
from puntuale.apps.charges.replaying import costs_beside
from puntuale.apps.charges.supposing import supposed_charge
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.charges.working import enter_work
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.models import Transfer
from puntuale.apps.partners.queries import partner_of
from puntuale.apps.tickets.actions.passing_on import pass_on
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.replay.chosen import Chosen
from puntuale.apps.work.actions.entering import Work
from puntuale.apps.work.queries import live_entries
from tests.apps.partners.reseller import a_partner, asked_at_first_level, sold_upgrades
from tests.cast import NOON, Cast, rome

CHARGE, AMOUNT = ("charging", 0, "charge"), ("rates", "partner_incident", "amount")
BEFORE = NOON - timedelta(days=30)


@pytest.fixture
def adria(cast: Cast) -> User:
    sold_upgrades(cast)
    return a_partner("Adria", cast.brembo)


@pytest.fixture
def partner(adria: User) -> Organisation:
    found = partner_of(adria)
    assert found is not None
    return found


@pytest.fixture
def version(cast: Cast, adria: User) -> AgreementVersion:
    return AgreementVersion.objects.get(agreement__code="upgrade-premium")


def worked(ticket: Ticket, by: User, hours: str) -> None:
    start, end = (rome(f"2026-11-23 {hour}") for hour in hours.split("-"))
    enter_work(ticket, Work(started_at=start, ended_at=end), worker=by, by=by, at=NOON)


def amounts(ticket: Ticket) -> list[tuple[str, str]]:
    return [(str(row.amount.decimal), row.refused) for row in first_level_charges(ticket)]


def test_each_side_fills_its_own_blanks(
    cast: Cast, adria: User, partner: Organisation, version: AgreementVersion
) -> None:
    """What the partner pays for is not the partner's to price."""
    sides = {each.path: each.is_of_vendor for each in blanks_of(document_of(version))}
    assert sides == {CHARGE: False, AMOUNT: True}

    fill_blanks(version, partner, {CHARGE: "65.00"}, by=adria, at=NOON)
    fill_blanks(version, partner, {AMOUNT: "40.00"}, by=cast.elena, at=NOON)

    assert values_now(partner, version.agreement) == {CHARGE: "65.00", AMOUNT: "40.00"}
    for by, values in (
        (adria, {AMOUNT: "1.00"}),
        (cast.elena, {CHARGE: "1.00"}),
        (adria, {("agreement", "precedence"): "99"}),
        (adria, {CHARGE: "sixty"}),
        (adria, {CHARGE: "rate"}),
    ):
        with pytest.raises(NoBlank):
            fill_blanks(version, partner, values, by=by, at=NOON)


def test_a_partner_finds_the_agreements_it_sells(
    partner: Organisation, version: AgreementVersion
) -> None:
    other = Organisation.objects.create(name="Dinamo", is_partner=True)

    assert versions_with_blanks(partner, NOON) == [version]
    assert versions_with_blanks(other, NOON) == []


def test_the_first_level_costs_time_at_the_partners_price(
    adria: User, partner: Organisation, version: AgreementVersion, cast: Cast
) -> None:
    fill_blanks(version, partner, {CHARGE: "65.00"}, by=adria, at=BEFORE)
    ticket = asked_at_first_level(cast)

    worked(ticket, adria, "10:00-10:30")

    assert amounts(ticket) == [("32.50", "")]
    charge = last_charge(ticket)
    assert charge is None, "it is not ours to bill"
    assert not Transfer.objects.exists()


def test_without_a_price_it_is_recorded_and_says_so(adria: User, cast: Cast) -> None:
    ticket = asked_at_first_level(cast)

    worked(ticket, adria, "10:00-10:30")

    assert amounts(ticket) == [("0.00", "terms_missing")]


def test_the_terms_of_the_day_on_which_it_came_hold(
    adria: User, partner: Organisation, version: AgreementVersion, cast: Cast
) -> None:
    fill_blanks(version, partner, {CHARGE: "65.00"}, by=adria, at=BEFORE)
    ticket = asked_at_first_level(cast)
    fill_blanks(version, partner, {CHARGE: "90.00"}, by=adria, at=NOON)

    worked(ticket, adria, "10:00-11:00")

    assert amounts(ticket) == [("65.00", "")]


def test_the_second_level_is_an_incident_to_the_partner_and_the_first_stays(
    adria: User, partner: Organisation, version: AgreementVersion, cast: Cast
) -> None:
    fill_blanks(version, partner, {CHARGE: "65.00"}, by=adria, at=BEFORE)
    fill_blanks(version, partner, {AMOUNT: "40.00"}, by=cast.elena, at=BEFORE)
    ticket = asked_at_first_level(cast)
    worked(ticket, adria, "10:00-11:00")
    pass_on(ticket, level="L2", reason="A fault of the program.", by=adria, at=NOON)
    ticket.refresh_from_db()

    worked(ticket, cast.davide, "11:00-11:20")

    charge = last_charge(ticket)
    assert charge is not None
    assert (str(charge.amount.decimal), charge.organisation) == ("40.00", partner)
    assert amounts(ticket) == [("65.00", "")]
    pass_on(ticket, level="L1", reason="The partner installs it.", by=cast.davide, at=NOON)
    rate(ticket, at=NOON)
    assert Charge.objects.count() == 1, "what we did stays an incident"


def test_what_is_supposed_is_what_is_rated_at_either_level(
    adria: User, partner: Organisation, version: AgreementVersion, cast: Cast
) -> None:
    """Before somebody enters work the desk reads what it will cost."""
    fill_blanks(version, partner, {AMOUNT: "40.00"}, by=cast.elena, at=BEFORE)
    ticket = asked_at_first_level(cast)
    pass_on(ticket, level="L2", reason="A fault of the program.", by=adria, at=NOON)
    ticket.refresh_from_db()

    supposed = supposed_charge(ticket, (), (rome("2026-11-23 11:00"), rome("2026-11-23 11:20")))
    worked(ticket, cast.davide, "11:00-11:20")
    pass_on(ticket, level="L1", reason="The partner installs it.", by=cast.davide, at=NOON)
    ticket.refresh_from_db()

    assert supposed is not None
    assert str(supposed.amount.decimal) == "40.00"
    assert supposed_charge(ticket, live_entries(ticket)) == Charge.objects.get().charge


def test_a_replay_of_the_same_agreement_costs_the_same(
    adria: User, partner: Organisation, version: AgreementVersion, cast: Cast
) -> None:
    fill_blanks(version, partner, {AMOUNT: "40.00"}, by=cast.elena, at=BEFORE)
    ticket = asked_at_first_level(cast)
    pass_on(ticket, level="L2", reason="A fault of the program.", by=adria, at=NOON)
    worked(Ticket.objects.get(), cast.davide, "11:00-11:20")
    everything = Chosen(version.agreement, BEFORE, NOON + timedelta(days=1))

    before, after = costs_beside(everything, document_of(version), charging_terms(version).terms)

    assert before == after
    assert before.minor == 4000


def test_rating_again_changes_nothing_and_rows_stay(
    adria: User, partner: Organisation, version: AgreementVersion, cast: Cast
) -> None:
    fill_blanks(version, partner, {CHARGE: "65.00"}, by=adria, at=BEFORE)
    ticket = asked_at_first_level(cast)
    worked(ticket, adria, "10:00-11:00")

    rate(ticket, at=NOON)

    assert FirstLevelCharge.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        FirstLevelCharge.objects.update(amount_minor=1)


def test_what_came_before_another_sells_it_is_rated_as_it_was(
    adria: User, partner: Organisation, version: AgreementVersion, cast: Cast
) -> None:
    """Whom the second level is charged to, and at which price, when it is rated again."""
    Coverage.objects.update(partner=partner)
    coverage = Coverage.objects.get()
    dinamo = Organisation.objects.create(name="Dinamo", is_partner=True)
    for each, amount in ((partner, "40.00"), (dinamo, "90.00")):
        fill_blanks(version, each, {AMOUNT: amount}, by=cast.elena, at=BEFORE)
    ticket = asked_at_first_level(cast, at="2026-11-23 09:30")
    pass_on(ticket, level="L2", reason="A fault of the program.", by=adria, at=NOON)
    ticket.refresh_from_db()

    sell_by(coverage, dinamo, at=rome("2026-11-23 10:00"))
    worked(ticket, cast.davide, "11:00-11:20")

    charge = last_charge(Ticket.objects.get())
    assert charge is not None
    assert (str(charge.amount.decimal), charge.organisation) == ("40.00", partner)
    assert seller_of(asked_at_first_level(cast, at="2026-11-23 10:00")) == dinamo
