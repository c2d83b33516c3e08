"""A request that nobody has classified runs on what the agreement says until then."""

import pytest

from puntuale.core.agreements.clocks.provisional import taken_for
from puntuale.core.agreements.history import Classified
from puntuale.core.agreements.request import Classification, Request
from tests.core.agreements.clockwork import Story, at, facts
from tests.core.agreements.specimens import terms

SILENT = (
    "triage: {severity_by: vendor, proposed_by: customer, until_classified: {severity: S1}}\n",
    "",
)
SILENT_ON_TYPES = (
    "until_classified: {type: T1}, ",
    "",
)


@pytest.mark.parametrize(
    ("code", "known", "taken"),
    [
        ("suite-sla", Classification(), Classification("bug", "P1")),
        ("suite-sla", Classification(severity="P4"), Classification("bug", "P4")),
        ("suite-sla", Classification("helpdesk"), Classification("helpdesk", "P1")),
        ("standard-services", Classification(), Classification("T1")),
        ("bespoke", Classification(), Classification(severity="S1")),
        ("direct-support", Classification(), Classification()),
        ("gold", Classification(), Classification()),
        ("upgrade-premium", Classification(level="L2"), Classification(level="L2")),
    ],
)
def test_the_agreement_completes_what_is_not_known(code, known, taken):
    assert taken_for(terms(code), Request(at("23 10:00"), "email", known)) == taken


def test_a_silent_agreement_means_the_strictest_response():
    request = Request(at("23 10:00"), "email")

    assert taken_for(terms("bespoke", SILENT), request) == Classification(severity="S1")


def test_a_stricter_row_further_down_is_found():
    swapped = (
        "severity: S1}, metric: response, within: 1 wh",
        "severity: S1}, metric: response, within: 90 wh",
    )
    request = Request(at("23 10:00"), "email")

    assert taken_for(terms("bespoke", SILENT, swapped), request).severity == "S2"


def test_without_responses_it_means_the_strictest_answer():
    request = Request(at("23 10:00"), "email")

    assert taken_for(terms("standard-services", SILENT_ON_TYPES), request).type == "T1"


def test_it_is_marked():
    story = Story(terms("bespoke"), "23 10:00")

    reading = story.reading("response", "23 10:00")

    assert story.said(reading.due_at) == "23 11:00"
    assert facts(reading)["not_classified"]["severity"] == "S1"


def test_classifying_is_a_correction():
    story = Story(terms("suite-sla"), "28 10:00")
    story.then(Classified(at("30 10:00"), Classification("bug", "P3")))

    reading = story.reading("response", "30 10:00")

    assert story.said(reading.due_at) == "30 18:30"
    assert facts(reading)["reclassified"]["cause"] == "correction"


def test_it_is_no_longer_said_once_somebody_has_classified_it():
    story = Story(terms("suite-sla"), "23 10:00")
    assert "not_classified" in facts(story.reading("response", "23 10:00"))

    story.then(Classified(at("23 10:10"), Classification("bug", "P3")))

    assert "not_classified" not in facts(story.reading("response", "23 10:10"))
