"""A public holiday can be a day like any other; writing that down leaves the rest as it was."""

from datetime import date

import pytest

from puntuale.core.agreements.document.edits import NothingThere, with_exception
from puntuale.core.agreements.document.read import read_document
from tests.core.agreements.clockwork import Story
from tests.core.agreements.small import SMALL, changed, told
from tests.core.agreements.specimens import TEXTS, terms

SUITE = "holidays: {country: IT}\n    closures"
OPEN_ON_THE_8TH = (SUITE, "holidays: {country: IT, except: [2026-12-08]}\n    closures")
IMMACULATE = date(2026, 12, 8)


def test_the_excepted_holiday_is_open_and_the_others_are_not():
    without = Story(terms("suite-sla"), "12-07 18:00", type="bug", severity="P1")
    among = Story(terms("suite-sla", OPEN_ON_THE_8TH), "12-07 18:00", type="bug", severity="P1")
    at_christmas = Story(
        terms("suite-sla", OPEN_ON_THE_8TH), "12-25 10:00", type="bug", severity="P1"
    )

    assert without.due("response", "12-07 18:00") == "12-09 09:30"
    assert among.due("response", "12-07 18:00") == "12-08 09:30"
    assert at_christmas.due("response", "12-25 10:00") == "01-04 10:00"


def test_a_day_that_is_no_holiday_cannot_be_excepted():
    text = changed(SMALL, ("{country: IT}", "{country: IT, except: [2026-12-25, 2026-12-24]}"))

    assert [code for _line, code in told(text)] == ["no_holiday"]


WAYS_TO_WRITE = {
    "on one line": ("{country: IT}", "{country: IT, except: [2026-12-08]}"),
    "with exceptions": (
        "{country: IT, except: [2026-01-06]}",
        "{country: IT, except: [2026-01-06, 2026-12-08]}",
    ),
    "with an empty list": ("{country: IT, except: []}", "{country: IT, except: [2026-12-08]}"),
    "over several lines": (
        "\n      country: IT  # all of it",
        "\n      country: IT\n      except: [2026-12-08]  # all of it",
    ),
    "with a list of lines": (
        "\n      country: IT\n      except:\n        - 2026-01-06",
        "\n      country: IT\n      except:\n        - 2026-01-06\n        - 2026-12-08",
    ),
}


@pytest.mark.parametrize(("before", "after"), WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE)
def test_an_exception_is_written_where_it_belongs(before: str, after: str):
    old = changed(TEXTS["suite-sla"], ("{country: IT}", before))
    new = changed(TEXTS["suite-sla"], ("{country: IT}", after))

    written = with_exception(old, ("calendars", "working", "holidays"), IMMACULATE)

    assert written == new
    calendar = read_document(written).document.calendars["working"]
    assert IMMACULATE in calendar.holidays[0].exceptions


def test_windows_have_exceptions_as_well():
    text = TEXTS["bespoke"]
    document = read_document(text).document
    place = next(n for n, row in enumerate(document.windows) if row.holidays)

    written = with_exception(text, ("windows", place, "holidays"), date(2026, 12, 25))

    assert (
        date(2026, 12, 25) in read_document(written).document.windows[place].holidays[0].exceptions
    )


@pytest.mark.parametrize("text", ["a: [", "", "calendars: {}", TEXTS["standard-services"]])
def test_where_no_holidays_stand_nothing_is_written(text: str):
    with pytest.raises(NothingThere):
        with_exception(text, ("calendars", "working", "holidays"), IMMACULATE)
