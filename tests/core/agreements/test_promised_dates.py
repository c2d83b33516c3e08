"""Promises that wait for an instant: of an estimate, or given by the vendor."""

import pytest

from tests.core.agreements.clockwork import Story, facts, spans
from tests.core.agreements.specimens import terms

BOUND = (
    "within: from_estimate, calendar: normal, binding: false",
    "within: from_estimate, binding: true",
)


def patch() -> Story:
    return Story(terms("gold"), "23 10:00", type="bug")


def consultancy(*instead: tuple[str, str]) -> Story:
    return Story(terms("standard-services", *instead), "23 10:00", type="T3")


def test_until_a_date_is_given_there_is_none():
    reading = patch().reading("patch", "25 10:00")

    assert reading.state == "running"
    assert reading.due_at is None
    assert reading.next_change_at is None
    assert facts(reading)["waits_for"]["what"] == "promised_date"


def test_the_date_given_is_due():
    story = patch().promised("24 10:00", "patch", "30 18:30")

    assert story.due("patch", "24 10:00") == "30 18:30"
    assert story.state("patch", "30 18:30") == "running"
    assert story.state("patch", "30 18:31") == "breached"


def test_it_has_no_budget():
    story = patch().promised("24 10:00", "patch", "30 18:30")

    reading = story.reading("patch", "25 10:00")

    assert reading.budget is None
    assert reading.left is None
    assert reading.spent.total_seconds() == 0
    assert spans(reading) == []


def test_it_may_be_moved_before_it_passes():
    story = (
        patch().promised("24 10:00", "patch", "25 18:30").promised("25 10:00", "patch", "30 18:30")
    )

    assert story.due("patch", "26 10:00") == "30 18:30"


def test_it_may_be_withdrawn():
    story = patch().promised("24 10:00", "patch", "25 18:30").promised("25 10:00", "patch", None)

    assert story.due("patch", "26 10:00") == "never"


def test_moving_it_afterwards_heals_nothing():
    story = (
        patch().promised("24 10:00", "patch", "25 18:30").promised("26 10:00", "patch", "30 18:30")
    )

    reading = story.reading("patch", "26 11:00")

    assert reading.state == "breached"
    assert story.said(reading.due_at) == "25 18:30"


@pytest.mark.parametrize(("released", "state"), [("25 18:30", "met"), ("25 18:31", "met_late")])
def test_a_release_keeps_it(released, state):
    story = patch().promised("24 10:00", "patch", "25 18:30").met(released, "patch")
    story.promised("27 10:00", "patch", "30 18:30")

    reading = story.reading("patch", "28 10:00")

    assert reading.state == state
    assert story.said(reading.due_at) == "25 18:30"


def test_pauses_do_not_move_it():
    pausing = ("licences:\n", "clock: {pause_while: [waiting_customer]}\nlicences:\n")
    story = Story(terms("gold", pausing), "23 10:00", type="bug")
    story.promised("23 11:00", "patch", "25 18:30").paused("24 10:00")

    assert story.due("patch", "26 10:00") == "25 18:30"


def test_an_indication_is_shown_and_never_late():
    story = consultancy().promised("24 10:00", "resolution", "25 18:00")

    reading = story.reading("resolution", "30 10:00", binding=False)

    assert reading.state == "running"
    assert story.said(reading.due_at) == "25 18:00"
    assert reading.next_change_at is None


def test_an_indication_may_be_given_anew_when_it_has_passed():
    story = consultancy().promised("24 10:00", "resolution", "25 18:00")
    story.promised("26 10:00", "resolution", "30 18:00").met("12-02 10:00", "resolution")

    reading = story.reading("resolution", "12-02 10:00", binding=False)

    assert reading.state == "met"
    assert story.said(reading.due_at) == "30 18:00"


def test_a_binding_one_can_be_late():
    story = consultancy(BOUND).promised("24 10:00", "resolution", "25 18:00")

    assert story.state("resolution", "30 10:00") == "breached"


class TestChangesOfWhatIsWaitedFor:
    """A severity with a budget becomes one that waits for a date, and the reverse."""

    BY_DATE = (
        "severity: P4}, metric: resolution, within: 30 wd",
        "severity: P4}, metric: resolution, within: promised_date",
    )

    def test_a_budget_gives_way_to_a_date(self):
        story = Story(terms("suite-sla", self.BY_DATE), "23 10:00", type="bug", severity="P3")
        story.evolved("23 12:00", "P4")

        reading = story.reading("resolution", "23 12:00")

        assert reading.due_at is None
        assert facts(reading)["reclassified"]["effect"] == "replaced"

    def test_a_date_gives_way_to_a_budget_from_the_change(self):
        story = Story(terms("suite-sla", self.BY_DATE), "23 10:00", type="bug", severity="P4")
        story.evolved("23 12:00", "P1")

        assert story.due("resolution", "23 12:00") == "24 12:00"
