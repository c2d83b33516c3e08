"""Calendars and instants around the changes of clocks that are hardest to get right."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from puntuale.core.working_time.calendar import Calendar

CHANGES = [
    ("Europe/Rome", date(2026, 3, 29)),
    ("Europe/Rome", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Sao_Paulo", date(2018, 2, 18)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/St_Johns", date(2006, 10, 29)),
    ("America/Toronto", date(1919, 3, 31)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("UTC", date(2026, 1, 1)),
]
"""A zone, and a date near which its clock is changed; UTC stands for the quiet ones."""

DAYS = 4
"""Of every walk, from two days before the date of the change on."""

# Boundaries on, in and around the hours that changes skip and repeat.
BOUNDARIES = st.sampled_from([0, 1, 30, 90, 120, 121, 150, 180, 540, 780, 1380, 1410, 1439]) | (
    st.integers(0, 1439)
)
LENGTHS = st.sampled_from([1, 30, 60, 120, 240, 480, 1440]) | st.integers(1, 1440)


@st.composite
def hours(draw):
    """Up to three windows, some past midnight, none overlapping."""
    windows = []
    for opens in sorted(draw(st.sets(BOUNDARIES, max_size=3)), reverse=True):
        limit = windows[0][0] if windows else 2880
        windows.insert(0, (opens, min(opens + draw(LENGTHS), limit)))
    return tuple(windows)


def walks():
    """A calendar, and the first instant of a walk of `DAYS` through it."""
    return st.sampled_from(CHANGES).flatmap(
        lambda change: st.tuples(calendars(*change), origins(change[1]))
    )


def origins(day):
    return st.just(datetime.combine(day - timedelta(days=2), time(), UTC))


@st.composite
def calendars(draw, zone, day):
    near = st.integers(-3, 3).map(lambda days: day + timedelta(days=days))
    closed = draw(st.lists(st.tuples(near, near).map(sorted), max_size=1))
    return Calendar(
        zone=zone,
        week=draw(st.lists(hours(), min_size=7, max_size=7)),
        holidays=draw(st.frozensets(near, max_size=2)),
        closures=tuple(tuple(closure) for closure in closed),
        openings=draw(st.lists(st.tuples(near, hours()), max_size=2)),
    )


def instants(origin):
    """Whole minutes and any microsecond of a walk."""
    minutes = st.integers(0, DAYS * 1440 - 1).map(lambda count: timedelta(minutes=count))
    exact = st.timedeltas(timedelta(), timedelta(days=DAYS, microseconds=-1))
    return (minutes | exact).map(lambda passed: origin + passed)
