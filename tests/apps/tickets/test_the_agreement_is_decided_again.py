"""Another type, customer or product: the agreement is decided again, recorded, and shown before."""

from datetime import date

import pytest

from puntuale.apps.catalogue.models import Licence
from puntuale.apps.tickets.actions.deciding import classify, take_charge
from puntuale.apps.tickets.actions.entitling import move
from puntuale.apps.tickets.errors import NothingChanged, ReasonMissing
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.apps.tickets.supposing import supposed_class, supposed_move
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome

ELEVEN = rome("2026-11-23 11:00")


@pytest.fixture
def house(cast: Cast) -> Cast:
    """Brembo has the suite's service levels, everybody else standard services."""
    in_force("standard-services", standard=True)
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    return cast


@pytest.fixture
def wrong(house: Cast) -> Ticket:
    """Giulia wrote about the order portal, and meant the suite."""
    return asked(house, product=house.portal, type="T1")


def due(ticket: Ticket) -> dict[str, str]:
    clocks = TicketClock.objects.filter(ticket=ticket)
    return {clock.metric: f"{clock.due_at:%d %H:%M}" for clock in clocks}


def about_the_suite(ticket: Ticket, cast: Cast, **facts: object) -> None:
    values = {"organisation": cast.brembo, "product": cast.planner, "reason": "It is the suite."}
    move(ticket, **(values | facts), by=cast.elena, at=ELEVEN)  # type: ignore[arg-type]


def test_another_product_brings_another_agreement_and_its_promises(
    house: Cast, wrong: Ticket
) -> None:
    assert due(wrong) == {"answer": "24 09:00"}

    about_the_suite(wrong, house)

    wrong.refresh_from_db()
    assert wrong.version is not None
    assert wrong.version.agreement.code == "suite-sla"
    assert due(wrong) == {"response": "23 10:00", "resolution": "24 09:00"}


def test_the_decision_is_recorded_with_every_candidate_and_who_made_it(
    house: Cast, wrong: Ticket
) -> None:
    about_the_suite(wrong, house)

    moved, decided = wrong.events.filter(kind__in=["moved", "entitled"]).order_by("sequence")[1:]
    assert moved.data["before"]["product"] == "Order Portal"
    assert moved.data["after"]["product"] == "Officina Suite"
    assert moved.data["reason"] == "It is the suite."
    assert decided.by_user == house.elena
    assert decided.data["before"]["title"]["en"] == "Standard Support Services"
    fates = {each["agreement"]: each["why"] for each in decided.data["candidates"]}
    assert fates == {"suite-sla": "won", "standard-services": "not_needed"}


def test_classes_that_the_new_agreement_does_not_know_are_set_again(
    house: Cast, wrong: Ticket
) -> None:
    facts = {"cause": "correction", "by": house.elena, "at": ELEVEN}
    classify(wrong, type="T2", severity="", **facts)

    about_the_suite(wrong, house)

    wrong.refresh_from_db()
    assert (wrong.type, wrong.classified_at) == ("", None)
    assert due(wrong)["resolution"] == "24 09:00"


def test_deeds_that_were_done_stay_done(house: Cast, wrong: Ticket) -> None:
    take_charge(wrong, by=house.elena, at=rome("2026-11-23 10:30"))

    about_the_suite(wrong, house)

    assert TicketClock.objects.get(ticket=wrong, metric="response").state == "met"


def test_the_agreements_are_those_of_the_instant_at_which_it_came(
    house: Cast, wrong: Ticket
) -> None:
    house.brembo.coverages.update(ends_on="2026-11-22")

    about_the_suite(wrong, house)

    wrong.refresh_from_db()
    assert wrong.version is not None
    assert wrong.version.agreement.code == "standard-services"
    why = {each["agreement"]: each["why"] for each in wrong.entitlement["candidates"]}
    assert why == {"suite-sla": "ended", "standard-services": "won"}


def test_another_customer_has_other_agreements(house: Cast) -> None:
    ticket = asked(house, contact=house.maja, product=house.planner)

    about_the_suite(ticket, house)

    ticket.refresh_from_db()
    assert ticket.organisation == house.brembo
    assert ticket.version is not None
    assert ticket.version.agreement.code == "suite-sla"


def test_a_licence_names_its_product(house: Cast, wrong: Ticket) -> None:
    licence = Licence.objects.get(serial_number="OS-1234-5678")

    about_the_suite(wrong, house, product=house.portal, licence=licence)

    wrong.refresh_from_db()
    assert (wrong.product, wrong.serial_number) == (house.planner, "OS-1234-5678")


def test_where_nothing_applies_any_more_nothing_is_promised(cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    ticket = asked(cast, product=cast.planner, type="bug", severity="P1")

    move(
        ticket,
        organisation=cast.alpine,
        product=cast.planner,
        reason="It is Alpine's.",
        by=cast.elena,
        at=ELEVEN,
    )

    ticket.refresh_from_db()
    assert ticket.version is None
    assert ticket.entitlement["reason"] == "no_coverage"
    assert due(ticket) == {}


def test_nothing_is_recorded_where_nothing_changes(house: Cast, wrong: Ticket) -> None:
    with pytest.raises(NothingChanged):
        about_the_suite(wrong, house, product=house.portal)
    with pytest.raises(ReasonMissing):
        about_the_suite(wrong, house, reason=" ")

    assert not wrong.events.filter(kind="moved").exists()


def test_what_would_change_is_known_before_and_nothing_is_written(
    house: Cast, wrong: Ticket
) -> None:
    facts = {"cause": "correction", "by": house.elena, "at": ELEVEN}
    classify(wrong, type="T2", severity="", **facts)
    wrong.refresh_from_db()
    events = wrong.events.count()

    supposed = supposed_move(wrong, organisation=house.brembo, product=house.planner, at=ELEVEN)

    assert [each.metric.value for each in supposed.before] == ["answer"]
    assert [each.metric.value for each in supposed.after] == ["response", "resolution"]
    assert supposed.unknown == ("T2",)
    assert (wrong.type, wrong.events.count()) == ("T2", events)


def test_another_type_decides_again_and_may_be_refused(cast: Cast) -> None:
    covered(cast.brembo, in_force("gold"))
    ticket = asked(cast, product=cast.planner, type="bug")
    supposed = supposed_class(ticket, type="usage", severity="", cause="correction", at=ELEVEN)
    assert supposed.refusal == "not_covered_see_platinum"

    classify(ticket, type="usage", severity="", cause="correction", by=cast.elena, at=ELEVEN)

    ticket.refresh_from_db()
    assert ticket.is_open
    assert ticket.entitlement["refusal"] == "not_covered_see_platinum"
    assert ticket.events.filter(kind="entitled").count() == 2


def test_another_severity_decides_nothing_again(house: Cast) -> None:
    ticket = asked(house, product=house.planner, type="bug", severity="P1")

    classify(ticket, type="bug", severity="P3", cause="evolution", by=house.elena, at=ELEVEN)

    assert ticket.events.filter(kind="entitled").count() == 1


def test_a_type_that_changes_is_always_a_correction(house: Cast) -> None:
    ticket = asked(house, product=house.planner, type="bug", severity="P1")
    facts = {"severity": "P1", "by": house.elena}
    classify(ticket, type="bug", cause="correction", **facts, at=ELEVEN)
    ticket.refresh_from_db()

    classify(ticket, type="helpdesk", cause="evolution", **facts, at=rome("2026-11-23 11:10"))

    assert ticket.events.filter(kind="classified").get().data["cause"] == "correction"


def test_the_standard_agreement_is_named_once_to_whom_it_covers_by_name(cast: Cast) -> None:
    covered(cast.brembo, in_force("standard-services", standard=True))

    trace = asked(cast, product=cast.planner, type="T1").entitlement

    assert [each["why"] for each in trace["candidates"]] == ["won"]


def test_a_coverage_that_ended_stands_beside_the_standard_agreement_that_serves(cast: Cast) -> None:
    covered(cast.brembo, in_force("standard-services", standard=True), ends_on=date(2026, 3, 31))

    trace = asked(cast, product=cast.planner, type="T1").entitlement

    assert {each["why"] for each in trace["candidates"]} == {"won", "ended"}


def test_where_the_customer_judges_the_severity_what_was_chosen_is_the_class(cast: Cast) -> None:
    judges = ("triage: {", "triage: {severity_by: customer, ")
    covered(cast.brembo, in_force("suite-sla", judges), deployment="cloud")

    chosen = asked(cast, product=cast.planner, type="bug", severity="P2")
    left_open = asked(cast, product=cast.planner, type="bug")

    assert (chosen.severity, chosen.classified_at) == ("P2", chosen.submitted_at)
    assert left_open.classified_at is None
