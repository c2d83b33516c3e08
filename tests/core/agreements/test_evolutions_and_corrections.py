"""A severity that changes: it got worse or better, or the first assessment was wrong."""

import pytest

from puntuale.core.agreements.history import Classified
from puntuale.core.agreements.request import Classification
from tests.core.agreements.clockwork import Story, facts
from tests.core.agreements.specimens import terms

ONLY_P1_RESPONSE = (
    (
        "  - {match: {type: [bug, vulnerability], severity: P4}, metric: response, within: 16 wh,"
        " calendar: working, binding: true}\n"
    ),
    "",
)


def medium(submitted: str = "23 10:00") -> Story:
    return Story(terms("suite-sla"), submitted, type="bug", severity="P3")


class TestEvolutions:
    """It got worse, or better."""

    def test_a_stricter_one_counts_afresh_from_the_change(self):
        story = medium().evolved("23 15:00", "P1")

        assert story.due("response", "23 15:00") == "23 16:00"
        assert story.due("resolution", "23 15:00") == "24 15:00"

    def test_a_stricter_one_never_makes_the_promise_later(self):
        story = medium().evolved("24 09:15", "P1")

        assert story.due("response", "24 09:15") == "24 10:00"

    def test_both_go_on_and_the_earlier_is_due(self):
        story = medium().evolved("23 15:00", "P1").paused("23 15:30").resumed("24 15:00")

        assert story.due("response", "24 15:30") == "24 15:30"

    def test_a_looser_one_counts_from_the_beginning(self):
        story = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")
        story.evolved("23 10:30", "P3")

        assert story.due("response", "23 10:30") == "24 10:00"

    def test_a_looser_one_is_never_earlier_than_it_was(self):
        story = medium("23 10:00").evolved("23 18:00", "P1").evolved("23 18:15", "P2")

        assert story.due("response", "23 18:15") == "24 09:30"

    def test_the_start_stays(self):
        story = medium("23 08:00").evolved("23 15:00", "P1")

        assert story.said(story.reading("response", "23 15:00").starts_at) == "23 09:00"

    def test_a_broken_promise_stays_broken(self):
        story = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")
        story.evolved("23 11:30", "P4")

        reading = story.reading("response", "23 12:00")

        assert reading.state == "breached"
        assert story.said(reading.breached_at) == "23 11:00"
        assert facts(reading)["reclassified"]["effect"] == "already_breached"

    def test_at_the_due_instant_it_is_not_broken_yet(self):
        story = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")
        story.evolved("23 11:00", "P2")

        assert story.due("response", "23 11:00") == "23 15:30"

    def test_a_kept_promise_stays_kept(self):
        story = medium().met("23 12:00", "response").evolved("23 15:00", "P1")

        reading = story.reading("response", "25 12:00")

        assert reading.state == "met"
        assert story.said(reading.due_at) == "24 10:00"
        assert facts(reading)["reclassified"]["effect"] == "already_kept"

    def test_a_severity_without_a_row_cancels_the_clock(self):
        story = Story(terms("suite-sla", ONLY_P1_RESPONSE), "23 10:00", type="bug", severity="P1")
        story.evolved("23 10:30", "P4")

        reading = story.reading("response", "23 18:00")

        assert reading.state == "cancelled"
        assert reading.due_at is None
        assert reading.next_change_at is None
        assert story.state("resolution", "23 18:00") == "running"

    def test_a_broken_promise_is_not_cancelled(self):
        story = Story(terms("suite-sla", ONLY_P1_RESPONSE), "23 10:00", type="bug", severity="P1")
        story.evolved("23 12:30", "P4")

        assert story.state("response", "23 18:00") == "breached"

    def test_a_target_gained_runs_from_the_change(self):
        story = Story(terms("suite-sla", ONLY_P1_RESPONSE), "23 10:00", type="bug", severity="P4")
        story.evolved("23 15:00", "P1")

        reading = story.reading("response", "23 15:00")

        assert story.said(reading.starts_at) == "23 15:00"
        assert story.said(reading.due_at) == "23 16:00"

    def test_what_was_cancelled_and_comes_back_runs_from_then(self):
        story = Story(terms("suite-sla", ONLY_P1_RESPONSE), "23 10:00", type="bug", severity="P1")
        story.evolved("23 10:30", "P4").evolved("23 10:45", "P4").evolved("23 15:00", "P2")

        reading = story.reading("response", "23 15:00")

        assert story.said(reading.due_at) == "24 09:30"
        assert facts(reading)["reclassified"]["effect"] == "gained"

    def test_the_same_severity_again_changes_nothing(self):
        story = medium().evolved("23 15:00", "P3")

        assert story.due("response", "23 15:00") == "24 10:00"
        assert facts(story.reading("response", "23 15:00"))["reclassified"]["effect"] == "same_row"


class TestCorrections:
    """The first assessment was wrong."""

    def test_the_new_budget_counts_from_the_beginning_even_if_that_is_late(self):
        story = medium().corrected("24 11:00", "P1")

        reading = story.reading("resolution", "24 11:00")

        assert reading.state == "breached"
        assert story.said(reading.breached_at) == "24 10:00"

    def test_a_kept_promise_may_have_been_kept_late(self):
        story = medium().met("23 12:00", "response").corrected("23 15:00", "P1")

        reading = story.reading("response", "23 15:00")

        assert reading.state == "met_late"
        assert story.said(reading.due_at) == "23 11:00"

    def test_a_breach_under_the_wrong_severity_is_history(self):
        story = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")
        story.corrected("23 12:00", "P3")

        reading = story.reading("response", "23 12:00")

        assert reading.state == "running"
        assert reading.breached_at is None

    def test_it_forgets_the_evolutions_before(self):
        story = medium().evolved("23 12:00", "P1").corrected("23 12:30", "P4")

        assert story.due("response", "23 12:30") == "25 10:00"

    def test_it_keeps_the_pauses(self):
        story = medium().paused("23 11:00").resumed("23 12:00").corrected("23 12:00", "P1")

        assert story.due("response", "23 12:00") == "23 11:00"
        assert story.due("resolution", "23 12:00") == "24 11:00"

    def test_it_moves_the_start(self):
        story = Story(terms("bespoke"), "28 10:00", severity="S1").corrected("28 10:30", "S2")

        reading = story.reading("response", "28 10:30")

        assert story.said(reading.starts_at) == "30 09:00"
        assert reading.state == "held"

    def test_a_target_gained_runs_from_submission(self):
        story = Story(terms("suite-sla", ONLY_P1_RESPONSE), "23 10:00", type="bug", severity="P4")
        story.corrected("23 10:30", "P1")

        assert story.due("response", "23 10:30") == "23 11:00"

    def test_one_without_a_row_cancels_even_a_kept_promise(self):
        story = Story(terms("suite-sla", ONLY_P1_RESPONSE), "23 10:00", type="bug", severity="P1")
        story.met("23 10:15", "response").corrected("23 10:30", "P4")

        assert story.state("response", "23 12:00") == "cancelled"

    def test_what_never_was_promised_is_not_cancelled(self):
        story = Story(terms("suite-sla"), "23 10:00", type="helpdesk", severity="P1")
        story.corrected("23 10:30", "P2").evolved("23 10:45", "P1")

        assert story.readings("23 12:00") == ()

    def test_a_correction_to_nothing_leaves_a_later_gain(self):
        story = Story(terms("suite-sla", ONLY_P1_RESPONSE), "23 10:00", type="bug", severity="P4")
        story.corrected("23 10:30", "P4").evolved("23 15:00", "P1")

        assert story.due("response", "23 15:00") == "23 16:00"

    def test_a_change_of_type_is_one(self):
        story = medium().then(Classified(medium().at("23 12:00"), Classification(type="helpdesk")))

        assert {each.state.value for each in story.readings("23 12:00")} == {"cancelled"}


@pytest.mark.parametrize(
    ("severity", "to", "now", "due"),
    [
        ("S2", "S1", "28 11:00", "28 12:00"),
        ("S1", "S2", "28 10:30", "30 13:00"),
        ("S3", "S2", "28 11:00", "30 13:00"),
    ],
    ids=["free of the old hold", "held from the beginning", "stricter, still held"],
)
def test_an_evolution_under_the_matrix(severity, to, now, due):
    story = Story(terms("bespoke"), "28 10:00", severity=severity).evolved(now, to)

    assert story.due("response", now) == due


def test_across_elapsed_and_working_time_the_one_due_first_is_stricter():
    in_hours = (
        "severity: P2}, metric: response, within: 4 wh",
        "severity: P2}, metric: response, within: 12 h",
    )
    by_day = Story(terms("suite-sla", in_hours), "23 10:00", type="bug", severity="P3")
    by_day.evolved("23 10:30", "P2")
    by_night = Story(terms("suite-sla", in_hours), "27 18:00", type="bug", severity="P3")
    by_night.evolved("27 18:15", "P2")

    assert by_day.due("response", "23 10:30") == "23 22:30"
    assert by_night.due("response", "27 18:15") == "28 06:15"
    assert facts(by_day.reading("response", "23 10:30"))["reclassified"]["effect"] == "stricter"
