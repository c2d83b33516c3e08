"""Closures count if they were announced before the request came, and not otherwise."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.agreements.terms.terms import Terms
from tests.core.agreements.clockwork import Story, at, facts, spans
from tests.core.agreements.specimens import outcome, some_holidays, terms, terms_under

UNLISTED = ("      - vendor                # the others, as they are announced\n", "")


def week_off(announced: str | None, zone: str = "Europe/Rome", **more: object) -> Closure:
    told = None if announced is None else at(announced, ZoneInfo(zone))
    return Closure("week-off", date(2026, 11, 30), date(2026, 12, 4), told, **more)


def high(*closures: Closure, submitted: str = "27 16:00") -> Story:
    return Story(terms_under("suite-sla", closures), submitted, type="bug", severity="P2")


@pytest.mark.parametrize(
    ("announced", "due"),
    [
        ("27 15:59:59", "12-09 16:00"),
        ("27 16:00", "12-01 16:00"),
        ("27 16:01", "12-01 16:00"),
        (None, "12-09 16:00"),
    ],
    ids=["before", "at the same instant", "after", "always known"],
)
def test_a_closure_counts_if_announced_strictly_before(announced, due):
    story = high(week_off(announced))

    assert story.due("resolution", "27 16:00") == due


@pytest.mark.parametrize(
    ("withdrawn", "due"),
    [
        ("27 15:59:59", "12-01 16:00"),
        ("27 16:00", "12-09 16:00"),
        ("27 16:01", "12-09 16:00"),
    ],
    ids=["before", "at the same instant", "after"],
)
def test_a_closure_counts_no_more_if_withdrawn_strictly_before(withdrawn, due):
    story = high(week_off("20 12:00", withdrawn_at=at(withdrawn)))

    assert story.due("resolution", "27 16:00") == due


def test_a_closure_withdrawn_before_the_request_is_not_spoken_of():
    withdrawn = high(week_off("20 12:00", withdrawn_at=at("25 12:00")))
    announced_later = high(week_off("28 12:00", withdrawn_at=at("28 13:00")))

    assert "closure_not_known" not in facts(withdrawn.reading("resolution", "27 18:00"))
    assert "closure_not_known" in facts(announced_later.reading("resolution", "28 18:00"))


def test_announced_on_a_date_is_at_midnight_of_the_agreements_zone():
    announced_the_22nd = ("announced: 2026-11-02}", "announced: 2026-12-22}")
    suite = terms("suite-sla", announced_the_22nd)

    at_midnight = Story(suite, "12-22 00:00", type="bug", severity="P3")
    a_second_later = Story(suite, "12-22 00:00:01", type="bug", severity="P3")

    assert at_midnight.due("resolution", "12-22 00:01") == "12-29 18:30"
    assert a_second_later.due("resolution", "12-22 00:01") == "01-07 18:30"


def test_the_hours_of_a_reopening_count():
    opened = ((date(2026, 12, 2), ((540, 780),)),)
    story = high(week_off("20 12:00", reopenings=opened))

    assert story.due("resolution", "27 16:00") == "12-09 10:30"


def test_the_reopening_of_a_closure_that_does_not_count_does_not_either():
    sunday = ((date(2026, 11, 29), ((540, 780),)),)
    late = Closure("late", date(2026, 11, 28), date(2026, 11, 29), at("28 12:00"), sunday)
    story = high(late)

    assert story.due("resolution", "27 16:00") == "12-01 16:00"


def test_what_is_open_all_week_is_never_closed():
    closed = terms_under("direct-support", (week_off("20 12:00", "Europe/Ljubljana"),))
    story = Story(closed, "30 10:00", channel="portal")

    assert story.due("response", "30 10:00") == "12-01 10:00"
    assert closed.timetable.closures["always"] == ()


def test_beside_windows_a_closure_counts_as_the_holiday_window():
    closed = terms_under("bespoke", (week_off("20 12:00", "Europe/London"),))

    assert Story(closed, "27 17:00", severity="S3").due("response", "27 17:00") == "12-07 16:30"
    assert Story(closed, "30 10:00", severity="S1").due("response", "30 10:00") == "30 11:00"


def test_beside_windows_a_reopening_gives_the_hours_back():
    opened = ((date(2026, 12, 2), ((600, 1_200),)),)
    closed = terms_under("bespoke", (week_off("20 12:00", "Europe/London", reopenings=opened),))

    assert Story(closed, "27 17:00", severity="S3").due("response", "27 17:00") == "12-02 17:30"


def test_windows_without_holidays_are_not_closed():
    no_holidays = (
        '  - {code: bank_holiday, holidays: {country: GB, subdivision: ENG}, hours: ["00:00-24:00"]}\n',
        '  - {code: bank_holiday, hours: ["00:00-00:01"]}\n',
    )
    closed = terms_under("bespoke", (week_off("20 12:00", "Europe/London"),), no_holidays)

    assert Story(closed, "27 17:00", severity="S3").due("response", "27 17:00") == "30 16:30"


class TestClosuresOfTheVendor:
    """They close what lists them; `everywhere` belongs to questions at the terminal."""

    def vendor_terms(self, code: str, *instead: tuple[str, str]) -> Terms:
        document = outcome(code, *instead).document
        assert document is not None
        zone = document.header.timezone
        return terms_of(document, some_holidays, [week_off("20 12:00", zone)])

    def test_what_does_not_list_them_stays_open(self):
        story = Story(
            self.vendor_terms("suite-sla", UNLISTED), "27 16:00", type="bug", severity="P2"
        )

        assert story.due("resolution", "27 16:00") == "12-01 16:00"

    def test_what_lists_them_is_closed(self):
        story = Story(self.vendor_terms("suite-sla"), "27 16:00", type="bug", severity="P2")

        assert story.due("resolution", "27 16:00") == "12-09 16:00"

    def test_windows_list_them_beside(self):
        listing = ("severities:\n", "closures: [vendor]\nseverities:\n")
        story = Story(self.vendor_terms("bespoke", listing), "27 17:00", severity="S3")
        other = Story(self.vendor_terms("bespoke"), "27 17:00", severity="S3")

        assert story.due("response", "27 17:00") == "12-07 16:30"
        assert other.due("response", "27 17:00") == "30 16:30"


class TestTheDerivation:
    """Closed days say why; closures that came too late say that they did."""

    def test_closed_days_name_closures_and_holidays(self):
        story = Story(terms("suite-sla"), "12-23 17:00", type="bug", severity="P1")

        closed = [
            each for each in spans(story.reading("resolution", "12-23 17:00")) if each.closures
        ]

        assert [each.closures for each in closed] == [("christmas-2026",)]
        assert closed[0].holidays == ()

    def test_holidays_are_named_by_date(self):
        story = Story(terms("standard-services"), "12-07 16:00", type="T1")

        night = spans(story.reading("answer", "12-07 16:00"))[1]

        assert night.holidays == (date(2026, 12, 8),)
        assert night.closures == ()

    def test_holidays_of_windows_are_named_as_well(self):
        story = Story(terms("bespoke"), "12-24 17:00", severity="S3")

        held = spans(story.reading("response", "12-24 17:00"))[1]

        assert held.holidays == (date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28))
        assert held.because == "S3"

    def test_what_came_too_late_is_told(self):
        story = high(week_off("27 17:00"))

        told = facts(story.reading("resolution", "27 18:00"))["closure_not_known"]

        assert told["closure"] == "week-off"
        assert told["announced_at"] == datetime(2026, 11, 27, 16, tzinfo=UTC)

    def test_what_lies_elsewhere_is_not(self):
        story = high(week_off("23 17:00"), submitted="23 10:00")

        assert "closure_not_known" not in facts(story.reading("resolution", "23 18:00"))

    def test_an_elapsed_promise_without_a_calendar_has_none(self):
        without = ("within: 24 h, calendar: always, binding: true", "within: 24 h, binding: true")
        story = Story(terms("direct-support", without), "30 10:00", channel="portal")

        assert "closure_not_known" not in facts(story.reading("response", "30 10:00"))
