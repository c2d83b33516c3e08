"""How work is cut: by surcharges, and into what is rounded together."""

from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.errors import EmptyOrNegative, OverlappingWork
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.scopes import TICKET_DAY, scopes
from puntuale.core.charges.steps import Rounded, Worked
from puntuale.core.charges.work import Entry
from puntuale.core.working_time.instants import microseconds
from tests.core.agreements.specimens import outcome, rome, terms_under
from tests.core.charges.asking import accepted, charging, entry, rate

ROME = ZoneInfo("Europe/Rome")
LISTS_VENDOR = ("    working_day: 9 h ", "    closures: [vendor]\n    working_day: 9 h ")
EVENING = "  - {code: out_of_hours, outside: normal, add: 50 %}\n"
TWO_CALENDARS = (
    "channels:\n  email: accept",
    '  night: {weekly: {mon-sun: ["22:00-24:00"]}}\nchannels:\n  email: accept',
)


def with_surcharges(*rows: str) -> tuple[str, str]:
    return EVENING, "".join(f"  - {{{row}}}\n" for row in rows)


def bands(charge: Charge) -> list[tuple[str, int]]:
    return [
        (step.band, int(step.seconds // 60)) for step in charge.because if isinstance(step, Worked)
    ]


def cost(*work: str | Entry, instead: tuple[tuple[str, str], ...] = ()) -> Charge:
    estimate = accepted("9999.00")
    return rate(charging("standard-services", *instead), work, estimate=estimate, type="T2")


@pytest.mark.parametrize("order", [0, 1])
def test_of_several_surcharges_the_largest_counts_and_they_never_add_up(order):
    rows = ["code: out_of_hours, outside: normal, add: 50 %", "code: late, in: night, add: 100 %"]
    both = with_surcharges(*(rows[::-1] if order else rows))

    charge = cost("2026-11-23 21:00 - 23:00", instead=(TWO_CALENDARS, both))

    assert bands(charge) == [("out_of_hours", 60), ("late", 60)]
    assert str(charge.amount) == "280.00"


def test_of_equal_surcharges_the_first_row_counts():
    rows = ["code: first, outside: normal, add: 50 %", "code: second, in: night, add: 50 %"]

    charge = cost("2026-11-23 21:00 - 23:00", instead=(TWO_CALENDARS, with_surcharges(*rows)))

    assert bands(charge) == [("first", 120)]


def test_a_closure_counts_for_work_whenever_it_was_announced():
    closed = "{code: party, from: 2026-11-23, to: 2026-11-23, announced: 2026-12-01}"
    calendar = ("    working_day: 9 h ", f"    closures: [{closed}]\n    working_day: 9 h ")

    charge = cost("2026-11-23 10:00 - 11:00", instead=(calendar,))

    assert bands(charge) == [("out_of_hours", 60)]


LONG_BEFORE = "2026-01-01 00:00"


@pytest.mark.parametrize(
    ("announced", "withdrawn", "out_of_hours"),
    [
        ("2026-11-22 23:59", None, True),
        ("2026-11-23 00:00", None, True),  # known from the first instant of that day
        ("2026-11-23 00:01", None, False),  # known in the middle of it
        ("2026-11-24 12:00", None, False),  # when the work was done already
        (LONG_BEFORE, "2026-11-24 00:00", True),  # the day was over
        (LONG_BEFORE, "2026-11-23 23:59", False),
        (LONG_BEFORE, "2026-11-20 12:00", False),
    ],
)
def test_news_of_a_closure_moves_the_price_of_whole_days_that_follow(
    announced: str, withdrawn: str | None, out_of_hours: bool
) -> None:
    closure = Closure(
        "strike",
        date(2026, 11, 23),
        date(2026, 11, 27),
        announced_at=rome(announced),
        withdrawn_at=None if withdrawn is None else rome(withdrawn),
    )
    terms = terms_under("standard-services", (closure,), LISTS_VENDOR)
    document = outcome("standard-services", LISTS_VENDOR).document
    assert document is not None

    [piece] = charging_terms_of(document, terms).bands.cut(
        *(microseconds(rome(f"2026-11-23 {hour}:00")) for hour in (10, 11))
    )

    assert piece[2].code == ("out_of_hours" if out_of_hours else "base")


def test_a_closure_that_is_announced_while_it_goes_on_counts_from_the_next_day() -> None:
    closure = Closure(
        "flu",
        date(2026, 11, 23),
        date(2026, 11, 25),
        announced_at=rome("2026-11-23 12:00"),
        reopenings=((date(2026, 11, 25), ((9 * 60, 10 * 60),)),),
    )

    assert closure.as_worked(ROME) == Closure(
        "flu", date(2026, 11, 24), date(2026, 11, 25), reopenings=closure.reopenings
    )


def test_entries_that_touch_are_one_piece_of_work():
    charge = cost("2026-11-23 10:00 - 10:10", "2026-11-23 10:10 - 10:30")

    assert bands(charge) == [("base", 30)]


def test_several_people_at_once_work_as_many_minutes():
    both = [entry("2026-11-23 17:30 - 18:30", ROME, name) for name in ("Ada", "Bo")]

    charge = cost(*both)

    assert bands(charge) == [("base", 60), ("out_of_hours", 60)]
    assert str(charge.amount) == "200.00"


def test_one_person_cannot_do_two_things_at_once():
    one, other = "2026-11-23 10:00 - 11:00", "2026-11-23 10:59 - 11:30"

    with pytest.raises(OverlappingWork):
        cost(one, other)
    with pytest.raises(OverlappingWork):
        cost(one, entry("2026-11-23 10:00 - 10:01", ROME))


@pytest.mark.parametrize("end", ["10:00", "09:59"])
def test_work_ends_after_it_begins(end):
    with pytest.raises(EmptyOrNegative):
        entry(f"2026-11-23 10:00 - {end}", ROME)


def test_parts_of_a_second_count():
    long = [
        Entry(rome(f"2026-11-23 10:{at:02}:00"), rome(f"2026-11-23 10:{at:02}:30.500000"))
        for at in range(0, 60, 2)
    ]

    charge = cost(*long)

    step = next(step for step in charge.because if isinstance(step, Rounded))
    assert step.recorded_seconds == Fraction(915)


def test_days_of_a_ticket_are_local_and_rounded_alone():
    london = charging("bespoke")

    charge = rate(london, ["2026-11-24 23:50 - 2026-11-25 00:20"], allowance_=240, severity="S1")

    days = [(step.day, step.billed_seconds) for step in charge.because if isinstance(step, Rounded)]
    assert days == [(date(2026, 11, 24), 900), (date(2026, 11, 25), 1800)]


@pytest.mark.parametrize(
    ("zone", "first", "last", "expected"),
    [
        # No midnight: the clock jumps from 24:00 to 01:00.
        ("America/Sao_Paulo", "2018-11-03 23:00", "2018-11-04 02:00", [("03", 1), ("04", 1)]),
        # The hour before midnight happens twice.
        ("America/Sao_Paulo", "2018-02-17 22:00", "2018-02-18 01:00", [("17", 3), ("18", 1)]),
        # At 00:01 the clock goes back to 23:01 of the day before, whose date is over.
        ("America/St_Johns", "2010-11-06 22:00", "2010-11-07 02:00", [("06", 2), ("07", 3)]),
        # A date that never was.
        ("Pacific/Apia", "2011-12-29 22:00", "2011-12-31 02:00", [("29", 2), ("31", 2)]),
    ],
)
def test_a_day_ends_once_where_clocks_change_at_midnight(zone, first, last, expected):
    worked = entry(f"{first} - {last}", ZoneInfo(zone)).stretch

    found = scopes(TICKET_DAY, [worked], ZoneInfo(zone))

    lengths = [sum(end - start for start, end in scope.stretches) / 3.6e9 for scope in found]
    assert [
        (f"{scope.day:%d}", hours) for scope, hours in zip(found, lengths, strict=True)
    ] == expected


@pytest.mark.parametrize("minute", range(1, 300, 7))
def test_days_are_the_same_wherever_an_entry_is_split(minute):
    zone = ZoneInfo("America/St_Johns")
    start, end = entry("2010-11-06 22:00 - 2010-11-07 02:00", zone).stretch
    at = start + minute * 60_000_000

    whole = scopes(TICKET_DAY, [(start, end)], zone)
    split = scopes(TICKET_DAY, [(start, at), (at, end)], zone)

    def hours(found):
        return {each.day: sum(last - first for first, last in each.stretches) for each in found}

    assert hours(split) == hours(whole)
