"""What was resolved is reopened; what was refused, declined or merged is cancelled."""

from tests.core.agreements.clockwork import Story, spans
from tests.core.agreements.specimens import terms


def blocking() -> Story:
    return Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")


def test_reopening_resumes_what_was_left():
    story = blocking().met("23 12:00", "resolution").reopened("25 09:00")

    assert story.due("resolution", "25 09:00") == "25 16:30"
    assert story.state("resolution", "25 09:00") == "running"


def test_the_time_between_is_told_as_a_pause():
    story = blocking().met("23 12:00", "resolution").reopened("25 09:00")

    pause = spans(story.reading("resolution", "25 10:00"))[1]

    assert (pause.code, pause.because) == ("paused", "resolved")
    assert (story.said(pause.start), story.said(pause.end)) == ("23 12:00", "25 09:00")


def test_it_may_be_resolved_again():
    story = blocking().met("23 12:00", "resolution").reopened("25 09:00")
    story.met("25 16:30", "resolution")

    assert story.state("resolution", "26 09:00") == "met"


def test_what_was_resolved_late_is_late_when_reopened():
    story = blocking().met("24 12:00", "resolution").reopened("25 09:00")

    reading = story.reading("resolution", "25 09:00")

    assert reading.state == "breached"
    assert story.said(reading.due_at) == "24 10:00"


def test_a_response_once_given_is_given():
    story = blocking().met("23 10:30", "response").met("23 12:00", "resolution")
    story.reopened("25 09:00")

    assert story.state("response", "26 09:00") == "met"


def test_the_other_promises_do_not_wait_for_reopening():
    story = blocking().met("23 10:30", "resolution").reopened("23 15:00")

    assert story.due("response", "23 15:00") == "23 11:00"


def test_a_pause_inside_the_time_between_counts_once():
    story = blocking().paused("23 11:00").met("23 12:00", "resolution").resumed("24 10:00")
    story.reopened("25 09:00")

    assert story.due("resolution", "25 09:00") == "25 17:30"


def test_a_severity_that_changed_in_between_counts_from_reopening():
    story = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P3")
    story.met("23 12:00", "resolution").evolved("24 10:00", "P1").reopened("25 09:00")

    assert story.due("resolution", "25 09:00") == "25 18:30"


def test_reopening_what_is_open_is_nothing():
    story = blocking().reopened("23 12:00")

    assert story.due("resolution", "23 12:00") == "24 10:00"


def test_cancelling_ends_what_is_still_promised():
    story = blocking().met("23 10:30", "response").cancelled("23 12:00")

    reading = story.reading("resolution", "26 12:00")

    assert reading.state == "cancelled"
    assert reading.due_at is None
    assert story.state("response", "26 12:00") == "met"


def test_cancelling_hides_no_breach():
    story = blocking().cancelled("23 12:00")

    assert story.state("response", "26 12:00") == "breached"


def test_only_the_first_cancelling_counts():
    story = blocking().cancelled("23 10:30").cancelled("23 12:00")

    assert story.state("response", "26 12:00") == "cancelled"


def test_what_was_cancelled_goes_on_when_reopened():
    story = blocking().cancelled("23 10:30").reopened("24 09:00")

    assert story.due("response", "24 09:00") == "24 09:30"
    assert story.due("resolution", "24 09:00") == "24 18:00"


def test_a_pause_before_cancelling_goes_on_after_it():
    story = blocking().paused("23 10:15").cancelled("23 10:30").reopened("23 11:00")
    story.resumed("23 12:00")

    assert story.due("response", "23 12:00") == "23 12:45"


def patched() -> Story:
    return Story(terms("gold"), "23 10:00", type="bug").promised("23 11:00", "patch", "25 18:30")


def test_a_patch_that_only_resolving_kept_is_open_again_when_reopened():
    story = patched().met("24 10:00", "resolution").met("24 10:00", "patch").reopened("24 11:00")

    assert story.state("patch", "24 12:00") == "running"
    assert story.state("patch", "26 12:00") == "breached"


def test_a_patch_that_was_released_stays_released():
    story = patched().met("24 09:00", "patch").met("24 10:00", "resolution").reopened("24 11:00")

    assert story.state("patch", "24 12:00") == "met"
