"""From the core's reading to the page, under agreements as they are delivered."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from puntuale.apps.agreements.starters import starter
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.document.read import read_document
from puntuale.core.agreements.history import (
    Cause,
    Met,
    Paused,
    Promised,
    Resumed,
    SeverityChanged,
)
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.ui import readings
from puntuale.ui.why.drawing import draw
from puntuale.ui.why.steps import steps
from puntuale.ui.why.values import Look, Sign

ROME, LONDON = ZoneInfo("Europe/Rome"), ZoneInfo("Europe/London")
P1 = Classification("bug", "P1")
S3 = Classification(severity="S3")


def rome(text):
    return datetime.fromisoformat(text).replace(tzinfo=ROME).astimezone(UTC)


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def no_holidays(country, subdivision=None):
    return frozenset()


def read(code, submitted_at, classification, history, now, metric):
    terms = terms_of(read_document(starter(code)).document, no_holidays)
    request = Request(submitted_at, "email", classification)
    found = read_clocks(terms, request, history, now)
    return next(reading for reading in found if reading.metric == metric)


def paused_solution():
    """P1 of Monday 10:00, paused from Monday 12:00 to Tuesday 15:00 (ux.md 8)."""
    history = [
        Met(rome("2026-11-23 10:41"), Metric.RESPONSE),
        Paused(rome("2026-11-23 12:00"), "waiting_customer"),
        Resumed(rome("2026-11-24 15:00")),
    ]
    return read(
        "suite-sla", rome("2026-11-23 10:00"), P1, history, rome("2026-11-24 16:20"), "resolution"
    )


def held_reply():
    """S3 of Friday evening, which is handled from Monday 09:00."""
    return read(
        "bespoke", london("2026-11-27 18:00"), S3, [], london("2026-11-27 18:10"), "response"
    )


def shown(reading, home=None):
    return readings.promise(reading, readings.viewpoint(reading, home))


def explained(reading, names=None):
    view = readings.viewpoint(reading, None)
    return readings.explanation(reading, view, names or {})


def test_the_promise_of_the_design_is_shown_as_drawn_there():
    promise = shown(paused_solution())

    assert (promise.name, promise.terms) == ("Solution", "1 working day of 8 h")
    assert (promise.due.lead, promise.due.figure) == ("due Wed", "11:30")
    assert (promise.word, promise.state) == ("Running", "4 h 40 of working time left")


def test_its_steps_are_those_of_the_design():
    told = [(step.when, step.what, step.total) for step in steps(explained(paused_solution()))]

    assert told == [
        ("Mon 10:00 – 12:00", "counted 2 h", "2 h"),
        ("Mon 12:00 – Tue 15:00", "paused: our question waits for an answer", "2 h"),
        ("Tue 15:00 – 18:30", "counted 3 h 30", "5 h 30"),
        ("Tue 18:30 – Wed 09:00", "closed", "5 h 30"),
        ("Wed 09:00 – 11:30", "still to count 2 h 30", "8 h"),
        ("Wed 11:30", "1 working day of 8 h is used up", "due"),
    ]


def test_its_drawing_has_the_days_and_flags_of_the_design():
    drawing = draw(explained(paused_solution()))

    assert [line.label for line in drawing.lines] == ["Mon", "Tue", "Wed"]
    flags = [(flag.sign, flag.text) for line in drawing.lines for flag in line.flags]
    assert flags == [
        (Sign.START, "10:00"),
        (Sign.NOW, "now 16:20"),
        (Sign.DUE, "due 11:30"),
    ]


def test_what_counted_and_what_is_still_to_count_is_the_whole_promise():
    explanation = explained(paused_solution())

    counting = [
        s.span.length for s in explanation.stretches if s.look in (Look.COUNTED, Look.AHEAD)
    ]

    assert sum(counting, timedelta()) == timedelta(hours=8)


def test_stretches_follow_each_other_and_never_overlap():
    for first, second in pairwise(explained(paused_solution()).stretches):
        assert first.span.end <= second.span.start


def test_a_kept_promise_is_flagged_when_it_was_done_and_not_now():
    reading = read(
        "suite-sla",
        rome("2026-11-23 10:00"),
        P1,
        [Met(rome("2026-11-23 10:41"), Metric.RESPONSE)],
        rome("2026-11-24 16:20"),
        "response",
    )

    promise, explanation = shown(reading), explained(reading)

    assert (promise.look, promise.state) == ("kept", "Mon 10:41, 19 min early")
    assert [mark.sign for mark in explanation.marks] == [Sign.START, Sign.DUE, Sign.DONE]
    assert [(step.when, step.what, step.total) for step in steps(explanation)] == [
        ("Mon 10:00 – 10:41", "counted 41 min", "41 min"),
        ("Mon 10:41 – 11:00", "not needed, 19 min", "41 min"),
        ("Mon 11:00", "1 working hour", "due"),
    ]


def test_a_promise_that_is_late_shows_by_how_much_open_time():
    now = rome("2026-11-23 15:00")
    reading = read("suite-sla", rome("2026-11-23 10:00"), P1, [], now, "response")

    promise, explanation = shown(reading), explained(reading)

    assert (promise.word, promise.state) == ("Late", "by 4 h")
    late = [s.span.length for s in explanation.stretches if s.look is Look.LATE]
    assert sum(late, timedelta()) == timedelta(hours=2, minutes=30)


def test_little_time_left_is_near():
    now = rome("2026-11-23 10:46")
    reading = read("suite-sla", rome("2026-11-23 10:00"), P1, [], now, "response")

    assert shown(reading).look == "near"


def test_after_hours_a_running_promise_says_when_time_passes_again(said_in):
    reading = read(
        "suite-sla", rome("2026-11-23 10:00"), P1, [], rome("2026-11-23 19:00"), "resolution"
    )

    assert not readings.clock(reading).counts
    assert shown(reading).note == "No time passes now: we open on Tuesday at 09:00."
    assert said_in("it", lambda: shown(reading).note) == (
        "Ora il tempo non passa: riapriamo martedì alle 09:00."
    )


def test_a_paused_promise_has_no_hour_that_would_move():
    reading = read(
        "suite-sla",
        rome("2026-11-23 10:00"),
        P1,
        [Paused(rome("2026-11-23 12:00"), "waiting_customer")],
        rome("2026-11-23 16:00"),
        "resolution",
    )

    promise = shown(reading)

    assert (promise.due.lead, promise.due.figure, promise.due.at) == ("due moves", "–", None)
    assert promise.state == "since 12:00, waiting for an answer"


def test_a_held_promise_names_the_severity_and_the_hour():
    reading = held_reply()

    held = next(s for s in explained(reading, {"S3": "Operation impaired"}).stretches)

    assert shown(reading).state == "until Mon 09:00"
    assert (held.look, held.reason) == (Look.HELD, "Operation impaired is not handled then")


def test_a_reader_elsewhere_is_told_whose_hours_these_are():
    assert shown(held_reply(), home=ROME).state == "until Mon 09:00 (London time)"
    assert shown(held_reply(), home=LONDON).state == "until Mon 09:00"


def test_a_closure_names_itself_where_it_closes():
    reading = read(
        "suite-sla", rome("2026-12-23 16:00"), P1, [], rome("2026-12-23 16:05"), "resolution"
    )

    explanation = explained(reading, {"christmas-2026": "Christmas closing"})

    assert explanation.closings[date(2026, 12, 28)] == "Christmas closing"
    told = [step.what for step in steps(explanation)]
    assert "closed, Christmas closing" in told


def test_the_facts_say_what_changed_and_what_it_did(said_in):
    history = [SeverityChanged(rome("2026-11-23 11:00"), "P1", Cause.EVOLUTION)]
    reading = read(
        "suite-sla",
        rome("2026-11-23 10:00"),
        Classification("bug", "P3"),
        history,
        rome("2026-11-23 12:00"),
        "resolution",
    )

    english = list(explained(reading, {"P1": "Blocking", "bug": "Bug"}).facts)

    assert english[1] == (
        "11:00: it became Bug, Blocking; the new time counts from then, and nothing gets later."
    )


def test_the_facts_name_the_row_of_the_agreement(said_in):
    def facts():
        return list(explained(paused_solution(), {"targets": "targets"}).facts)

    assert said_in("en", facts) == ["1 working day for P1: “targets”, row 5 of the agreement."]
    assert said_in("it", facts) == ["1 giorno lavorativo per P1: «targets», riga 5 dell’accordo."]


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_request_that_nobody_classified_says_what_it_counts_as(said_in, language):
    reading = read(
        "suite-sla",
        rome("2026-11-23 10:00"),
        Classification(),
        [],
        rome("2026-11-23 10:01"),
        "response",
    )

    first = said_in(language, lambda: explained(reading).facts[0])

    assert (
        first
        == {
            "en": "Not classified yet; until then it counts as bug, P1.",
            "it": "Non ancora classificata; fino ad allora vale come bug, P1.",
        }[language]
    )


def test_a_date_that_somebody_named_is_not_drawn_as_hours_that_were_counted():
    named = [Promised(rome("2026-11-23 11:00"), Metric.PATCH, rome("2026-11-27 18:00"))]
    now = rome("2026-11-24 10:00")
    reading = read("gold", rome("2026-11-23 10:00"), Classification("bug"), named, now, "patch")

    assert reading.due_at == rome("2026-11-27 18:00")
    assert readings.explanation(reading, readings.viewpoint(reading, ROME)) is None
