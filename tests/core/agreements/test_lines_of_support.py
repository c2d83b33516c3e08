"""First by the partner, then by the vendor: what a level promises, and what passing on does to it."""

from tests.core.agreements.clockwork import Story, facts
from tests.core.agreements.specimens import terms

TWO_LINES = (
    "charging:\n",
    """calendars:
  office: {weekly: {mon-fri: ["09:00-18:00"]}, working_day: 9 h}
targets:
  - {match: {level: L1}, metric: response, within: 8 wh, calendar: office, binding: true}
  - {match: {level: L2}, metric: response, within: 4 wh, calendar: office, binding: true}
  - {match: {level: L2}, metric: resolution, within: 2 wd, calendar: office, binding: true}
charging:
""",
)


def support(level: str = "L1") -> Story:
    return Story(terms("upgrade-premium", TWO_LINES), "23 10:00", level=level)


def test_a_customer_reaches_the_line_that_nobody_has_to_ask_for():
    assert terms("upgrade-premium").first_level == "L1"
    assert terms("suite-sla").first_level is None


def test_each_line_has_its_own_promises():
    assert support().due("response", "23 10:00") == "23 18:00"
    assert support("L2").due("response", "23 10:00") == "23 14:00"


def test_passing_on_is_an_evolution_and_never_makes_a_promise_later():
    story = support().passed_on("23 12:00", "L2")

    assert story.due("response", "23 12:00") == "23 16:00"
    assert facts(story.reading("response", "23 12:00"))["reclassified"]["cause"] == "evolution"


def test_what_the_second_line_promises_besides_counts_from_passing_on():
    story = support().passed_on("23 12:00", "L2")

    assert story.due("resolution", "23 12:00") == "25 12:00"


def test_what_was_late_at_the_first_line_stays_late():
    story = support().passed_on("24 12:00", "L2")

    assert story.state("response", "24 12:00") == "breached"


def test_a_reply_of_the_first_line_is_the_reply():
    story = support().met("23 11:00", "response").passed_on("23 12:00", "L2")

    assert story.state("response", "23 12:00") == "met"
