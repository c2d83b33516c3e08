"""Which agreement a request runs under, and why every other one does not."""

from datetime import UTC, date, datetime

import pytest

from puntuale.core.agreements.entitlement import Asked, Candidate, Why, decide_entitlement
from tests.core.agreements.clockwork import at
from tests.core.agreements.specimens import terms

YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


def asked(submitted: str = "23 10:00", product: str | None = "suite", *holds: str) -> Asked:
    return Asked(at(submitted), product, frozenset(holds))


def candidate(name: str, code: str, **more: object) -> Candidate:
    return Candidate(name, terms(code), **{**YEAR, **more})


def whys(
    *candidates: Candidate, question: Asked | None = None
) -> dict[str, tuple[Why, str | None]]:
    decision = decide_entitlement(candidates, question or asked())
    return {each.candidate: (each.why, each.detail) for each in decision.verdicts}


def test_the_highest_precedence_wins():
    gold, platinum = candidate("a", "gold"), candidate("b", "platinum")

    decision = decide_entitlement([gold, platinum], asked())

    assert decision.winner == platinum
    assert decision.reason is None
    assert whys(gold, platinum) == {
        "b": (Why.WON, None),
        "a": (Why.LOWER_PRECEDENCE, "b"),
    }


def test_of_equal_precedence_the_one_that_started_last_wins():
    older = candidate("a", "gold")
    newer = candidate("b", "gold", starts_on=date(2026, 6, 1))

    assert whys(older, newer) == {"b": (Why.WON, None), "a": (Why.STARTED_EARLIER, "b")}


def test_of_equal_start_the_lower_id_wins():
    assert whys(candidate("b", "gold"), candidate("a", "gold"))["a"] == (Why.WON, None)


@pytest.mark.parametrize(
    ("submitted", "why"),
    [
        ("2025-12-31 23:59", Why.NOT_STARTED),
        ("2026-01-01 00:00", Why.WON),
        ("2026-12-31 23:59", Why.WON),
        ("2027-01-01 00:00", Why.ENDED),
    ],
)
def test_a_coverage_holds_from_midnight_to_midnight_of_its_zone(submitted, why):
    assert whys(candidate("a", "gold"), question=asked(submitted))["a"][0] is why


def test_a_coverage_may_have_no_end():
    assert whys(candidate("a", "gold", ends_on=None))["a"][0] is Why.WON


@pytest.mark.parametrize(
    ("since", "why"),
    [("23 09:59", Why.SUSPENDED), ("23 10:00", Why.SUSPENDED), ("23 10:01", Why.WON)],
)
def test_a_suspended_coverage_does_not_count(since, why):
    assert whys(candidate("a", "gold", suspended_at=at(since)))["a"][0] is why


def test_a_product_out_of_scope_loses():
    assert whys(candidate("a", "bespoke"))["a"] == (Why.OTHER_PRODUCT, None)


def test_a_product_that_the_coverage_does_not_name_loses():
    narrow = candidate("a", "standard-services", products=frozenset({"planner"}))

    assert whys(narrow)["a"] == (Why.OTHER_PRODUCT, None)
    assert whys(narrow, question=asked("23 10:00", "planner"))["a"][0] is Why.WON


def test_a_product_nobody_knows_yet_excludes_nothing():
    assert whys(candidate("a", "bespoke"), question=asked("23 10:00", None))["a"][0] is Why.WON


@pytest.mark.parametrize(
    ("deployment", "why"),
    [("cloud", Why.WON), ("premises", Why.OTHER_DEPLOYMENT), (None, Why.WON)],
)
def test_the_deployment_belongs_to_the_coverage(deployment, why):
    assert whys(candidate("a", "suite-sla", deployment=deployment))["a"][0] is why


def test_a_missing_right_is_named():
    suite = asked("23 10:00", "time-suite")
    registered = asked("23 10:00", "time-suite", "registered_user")

    assert whys(candidate("a", "direct-support"), question=suite)["a"] == (
        Why.REQUIREMENT_MISSING,
        "registered_user",
    )
    assert whys(candidate("a", "direct-support"), question=registered)["a"][0] is Why.WON
    assert whys(candidate("b", "upgrade-premium"), question=suite)["b"][1] == "licence"


class TestTheStandardAgreement:
    """It serves those whom no coverage names."""

    STANDARD = Candidate("standard", terms("standard-services"))

    def test_it_applies_where_no_coverage_does(self):
        lost = candidate("a", "bespoke")

        decision = decide_entitlement([self.STANDARD, lost], asked())

        assert decision.winner == self.STANDARD

    def test_it_is_not_needed_where_one_does_whatever_its_precedence(self):
        low = candidate("a", "direct-support")

        decision = whys(self.STANDARD, low, question=asked("23 10:00", "x", "registered_user"))

        assert decision == {"a": (Why.WON, None), "standard": (Why.NOT_NEEDED, "a")}

    def test_it_has_its_own_requirements(self):
        registered_only = Candidate("standard", terms("direct-support"))

        decision = decide_entitlement([registered_only], asked())

        assert decision.winner is None
        assert decision.reason == "nothing_applies"


def test_without_candidates_there_is_no_coverage():
    decision = decide_entitlement([], asked())

    assert decision.winner is None
    assert decision.reason == "no_coverage"
    assert decision.verdicts == ()


def test_the_verdict_names_the_agreement_and_its_version():
    verdict = decide_entitlement([candidate("a", "gold")], asked()).verdicts[0]

    assert (verdict.agreement, verdict.version, verdict.precedence) == ("gold", 1, 50)


def test_instants_are_utc_from_birth():
    assert asked().submitted_at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert asked().submitted_at.tzinfo is UTC
