"""The Why? drawing: every minute has its place, whatever the day."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntuale.core.working_time.calendar import Calendar
from puntuale.core.working_time.span import Span
from puntuale.ui.why.days import days, hours_shown
from puntuale.ui.why.drawing import Line, draw
from puntuale.ui.why.folding import Fold
from puntuale.ui.why.lengths import Totals
from puntuale.ui.why.naming import name
from puntuale.ui.why.notes import notes
from puntuale.ui.why.ruler import ruler_html
from puntuale.ui.why.steps import steps
from puntuale.ui.why.values import Explanation, Look, Mark, Sign, Stretch
from puntuale.ui.words.durations import duration
from puntuale.ui.words.viewpoint import Viewpoint
from tests.ui.states import whys

ZONES = ["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "UTC"]
WEEKS = [
    (((540, 780), (870, 1110)),) * 5 + ((), ()),
    (((0, 1440),),) * 7,
    (((480, 1200),),) * 6 + ((),),
    (((1320, 1560),),) * 7,
]


@st.composite
def explanations(draw_from):
    zone = draw_from(st.sampled_from(ZONES))
    calendar = Calendar(zone, draw_from(st.sampled_from(WEEKS)))
    minutes = draw_from(st.integers(0, 2 * 365 * 24 * 60))
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    due = calendar.add(start, timedelta(minutes=draw_from(st.integers(1, 4000))))
    opened = list(calendar.open_spans(start, due))
    return Explanation(
        view=Viewpoint(start, ZoneInfo(zone)),
        opened=opened,
        stretches=[Stretch(span, Look.AHEAD) for span in opened],
        marks=[Mark(start, Sign.NOW, "now"), Mark(due, Sign.DUE, "due")],
        result="used up",
    )


@given(explanations())
def test_the_minutes_of_all_days_add_up(explanation):
    whole = sum((stretch.span.length for stretch in explanation.stretches), timedelta())

    shown = [stretch.span for day in days(explanation) for stretch in day.stretches]

    assert sum((span.length for span in shown), timedelta()) == whole


@given(explanations())
def test_nothing_that_counts_lies_outside_the_hours_shown(explanation):
    for day in days(explanation):
        for span in [*day.open, *(stretch.span for stretch in day.stretches)]:
            assert day.shown.start <= span.start
            assert span.end <= day.shown.end


@given(explanations())
def test_every_bar_and_flag_lies_on_its_line(explanation):
    for line in draw(explanation).lines:
        if isinstance(line, Line):
            assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 for bar in line.bars)
            assert all(0 <= flag.x <= 100 for flag in line.flags)


@given(explanations())
def test_every_mark_is_drawn_once(explanation):
    flags = [
        flag for line in draw(explanation).lines if isinstance(line, Line) for flag in line.flags
    ]

    assert [flag.sign for flag in flags] == [Sign.NOW, Sign.DUE]


@given(explanations())
def test_a_drawing_never_has_more_than_ten_days(explanation):
    lines = draw(explanation).lines

    assert sum(isinstance(line, Line) for line in lines) <= 10


@given(explanations())
def test_the_steps_come_to_what_was_drawn(explanation):
    whole = sum((stretch.span.length for stretch in explanation.stretches), timedelta())

    told = [step for step in steps(explanation) if step.look != "result"]

    assert told[-1].total == duration(whole)


def test_a_day_of_23_hours_is_23_hours_long_and_says_so():
    explanation = whys.short_day()

    saturday, sunday = days(explanation)

    assert (saturday.length, sunday.length) == (timedelta(hours=24), timedelta(hours=23))
    # 16:00 on the wall, 15 hours after midnight.
    assert sunday.per_cent(whys.rome("2027-03-28 16:00")) == pytest.approx(100 * 15 / 23, abs=0.01)
    assert list(notes(explanation)) == [
        "The clock changes on Sunday 28 March: that day has 23 hours."
    ]


def test_a_day_of_25_hours_is_25_hours_long_and_says_so():
    _, sunday = days(whys.long_day())

    assert sunday.length == timedelta(hours=25)
    assert sunday.per_cent(whys.rome("2026-10-25 14:00")) == pytest.approx(100 * 15 / 25, abs=0.01)


def test_the_hours_shown_are_the_usual_ones_unless_something_happens_outside():
    assert hours_shown(whys.paused_solution()) == (8, 20)
    assert hours_shown(whys.short_day()) == (0, 24)


def test_closed_days_in_a_row_fold_into_one_line_with_the_reason():
    before, fold, after = draw(whys.over_christmas()).lines

    assert (before.note, after.note) == ("23 Dec", "4 Jan 2027")
    assert isinstance(fold, Fold)
    assert fold.text == "Thu 24 Dec – Sun 3 Jan 2027: closed, Christmas closing"


def test_of_many_days_the_ends_are_drawn_and_the_middle_is_counted():
    lines = draw(whys.thirty_days()).lines

    assert [line.label for line in lines if isinstance(line, Line)] == ["Tue", "Wed", "Mon", "Tue"]
    assert lines[2].text == "… 27 working days of 8 h"


def test_the_day_of_now_is_drawn_even_in_the_middle():
    explanation = whys.thirty_days()
    now = whys.rome("2026-12-10 12:00")
    marks = [Mark(now, Sign.NOW, "now 12:00"), explanation.marks[1]]

    lines = draw(
        Explanation(explanation.view, explanation.opened, explanation.stretches, marks, "")
    ).lines

    assert [getattr(line, "note", "…") for line in lines][2:5] == ["…", "10 Dec", "…"]


def test_a_pause_is_not_drawn_where_it_costs_nothing():
    monday = draw(whys.paused_solution()).lines[0]

    paused = [(bar.x, bar.x + bar.width) for bar in monday.bars if bar.look == "paused"]

    # 12:00 to 13:00 and 14:30 to 18:30 of 8 to 20, with the lunch break between.
    assert paused == [
        (pytest.approx(100 * 4 / 12, abs=0.01), pytest.approx(100 * 5 / 12, abs=0.01)),
        (pytest.approx(100 * 6.5 / 12, abs=0.01), pytest.approx(100 * 10.5 / 12, abs=0.01)),
    ]


def test_the_steps_say_what_the_drawing_shows(said_in):
    explanation = whys.paused_solution()

    english = [(step.when, step.what, step.total) for step in steps(explanation)]

    assert english == [
        ("Mon 10:00 – 12:00", "counted 2 h", "2 h"),
        ("Mon 12:00 – Tue 15:00", "paused: our question, their turn", "2 h"),
        ("Tue 15:00 – 18:30", "counted 3 h 30", "5 h 30"),
        ("Tue 18:30 – Wed 09:00", "closed", "5 h 30"),
        ("Wed 09:00 – 11:30", "still to count 2 h 30", "8 h"),
        ("Wed 11:30", "1 working day of 8 h is used up", "due"),
    ]
    italian = said_in("it", lambda: steps(explanation)[3])
    assert (italian.when, italian.what) == ("mar 18:30 – mer 09:00", "chiuso")


def test_the_drawing_is_named_by_a_sentence_with_the_same_facts():
    explanation = whys.paused_solution()

    assert name(explanation, steps(explanation)) == (
        "Mon 10:00 – 12:00 counted 2 h; Mon 12:00 – Tue 15:00 paused: our question, their turn;"
        " Tue 15:00 – 18:30 counted 3 h 30; Tue 18:30 – Wed 09:00 closed;"
        " Wed 09:00 – 11:30 still to count 2 h 30; now Tue 16:20; due Wed 11:30."
    )


def test_the_zone_is_named_only_to_a_reader_whose_clock_differs(said_in):
    london, berlin = (
        whys.paused_solution(ZoneInfo(f"Europe/{city}")) for city in ("London", "Berlin")
    )

    assert list(notes(london)) == ["Hours in Rome, as the agreement says."]
    assert list(notes(berlin)) == []
    assert said_in("it", lambda: list(notes(london))) == ["Ore di Roma, come dice l’accordo."]


def test_words_that_do_not_fit_are_left_out():
    tuesday = draw(whys.paused_solution()).lines[1]

    counted = next(bar for bar in tuesday.bars if bar.look == "counted")
    ahead = next(bar for bar in tuesday.bars if bar.look == "ahead")

    assert (counted.words, ahead.words) == ("", "2 h 10")


def test_spans_are_drawn_on_the_day_they_lie_on():
    explanation = Explanation(
        view=Viewpoint(whys.rome("2026-11-24 23:00"), whys.ROME),
        opened=[],
        stretches=[
            Stretch(Span(whys.rome("2026-11-24 23:00"), whys.rome("2026-11-25 00:00")), Look.AHEAD)
        ],
        marks=[],
        result="",
    )

    assert [day.date.day for day in days(explanation)] == [24]


def test_a_single_day_is_drawn_rather_than_folded():
    explanation = whys.thirty_days()
    now = whys.rome("2026-11-27 12:00")
    marks = [Mark(now, Sign.NOW, "now 12:00"), explanation.marks[1]]
    view, opened, stretches = explanation.view, explanation.opened, explanation.stretches

    lines = draw(Explanation(view, opened, stretches, marks, "")).lines

    assert [getattr(line, "note", "…") for line in lines][:5] == [
        "24 Nov",
        "25 Nov",
        "26 Nov",
        "27 Nov",
        "…",
    ]


def test_days_without_an_open_minute_are_not_called_working_days():
    explanation = whys.thirty_days()
    now = whys.rome("2026-11-30 12:00")
    marks = [Mark(now, Sign.NOW, "now 12:00"), explanation.marks[1]]
    weekend = [span for span in explanation.opened if span.start.day not in (26, 27)]
    stretches = explanation.stretches

    lines = draw(Explanation(explanation.view, weekend, stretches, marks, "")).lines

    assert lines[2].text == "… 4 closed days"


@given(explanations())
def test_every_bar_flag_and_fold_is_in_the_markup_and_the_markup_is_sound(explanation):
    drawing = draw(explanation)
    days_drawn = [line for line in drawing.lines if isinstance(line, Line)]

    drawn = ElementTree.fromstring(f"<div>{ruler_html(drawing)}</div>")

    assert len(drawn.findall("*/*/rect")) == sum(1 + len(day.bars) for day in days_drawn)
    assert len(drawn.findall("*/*/foreignObject")) == sum(len(day.flags) for day in days_drawn)
    assert len(drawn) == 1 + len(drawing.lines)


def test_words_on_the_ruler_stay_words():
    start = datetime(2026, 11, 27, 9, tzinfo=UTC)
    mark = Mark(start, Sign.NOW, "<b>18:10</b>", lead="now & here")
    explanation = Explanation(Viewpoint(start, ZoneInfo("UTC")), [], [], [mark], "")

    drawn = ruler_html(draw(explanation))

    assert "<i>now &amp; here </i>&lt;b&gt;18:10&lt;/b&gt;" in drawn


def explained_from(start, weeks, budget):
    calendar = Calendar("Europe/Rome", weeks)
    due = calendar.add(start, budget)
    opened = list(calendar.open_spans(start, due))
    return Explanation(
        view=Viewpoint(start, ZoneInfo("Europe/Rome")),
        opened=opened,
        stretches=[Stretch(span, Look.AHEAD) for span in opened],
        marks=[Mark(start, Sign.START, "sent"), Mark(due, Sign.DUE, "due")],
        result="used up",
    )


def test_lengths_agree_with_the_hours_beside_them_which_have_no_seconds():
    sent = datetime(2026, 11, 30, 15, 5, 38, tzinfo=UTC)

    explanation = explained_from(sent, WEEKS[0], timedelta(hours=8))

    assert [(step.when, step.what, step.total) for step in steps(explanation)] == [
        ("Mon 16:05 – 18:30", "still to count 2 h 25", "2 h 25"),
        ("Mon 18:30 – Tue 09:00", "closed", "2 h 25"),
        ("Tue 09:00 – 13:00", "still to count 4 h", "6 h 25"),
        ("Tue 13:00 – 14:30", "closed", "6 h 25"),
        ("Tue 14:30 – 16:05", "still to count 1 h 35", "8 h"),
        ("Tue 16:05", "used up", "due"),
    ]
    bars = [bar.words for line in draw(explanation).lines for bar in line.bars if bar.words]
    assert bars == ["2 h 25", "4 h"]  # the last is too narrow for words


@given(st.integers(0, 86399), st.integers(1, 3000), st.lists(st.integers(1, 86399), max_size=4))
def test_what_is_told_line_by_line_adds_up_to_the_budget(second, minutes, pauses):
    start = datetime(2026, 11, 30, tzinfo=UTC) + timedelta(seconds=second)
    budget, left, spans = timedelta(minutes=minutes), timedelta(minutes=minutes), []
    for pause in pauses:
        length = min(left, timedelta(seconds=pause % 7000 + 1))
        spans += [Span(start, start + length)] if length else []
        start, left = start + length + timedelta(seconds=pause), left - length
    spans += [Span(start, start + left)] if left else []

    totals = Totals(spans)
    for span in spans:
        totals.add(span)

    assert totals.told == budget
