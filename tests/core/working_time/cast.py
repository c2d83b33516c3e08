"""Calendars that the tests of working time share."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from puntuale.core.working_time.calendar import Calendar

SPLIT_DAY = ((540, 780), (840, 1080))
ALL_DAY = ((0, 1440),)
NIGHT = ((1320, 1800),)

OFFICE = Calendar(
    zone="Europe/Rome",
    week=(SPLIT_DAY,) * 5 + ((), ()),
    holidays=frozenset({date(2026, 1, 1), date(2026, 12, 25)}),
    closures=((date(2026, 8, 10), date(2026, 8, 21)),),
    openings=((date(2026, 8, 15), ((600, 720),)),),
)
ALWAYS = Calendar("Pacific/Apia", (ALL_DAY,) * 7)
NIGHTS = Calendar("America/Sao_Paulo", (NIGHT,) * 7)
SHORT_AND_MANY = Calendar(
    "Australia/Lord_Howe", (tuple((at, at + 9) for at in range(0, 1440, 45)),) * 6 + ((),)
)
SUNDAYS = Calendar("America/New_York", ((),) * 6 + (((60, 180),),))
QUIET = Calendar("UTC", (((480, 960),),) * 7)
FAIR = Calendar("UTC", ((),) * 7, openings=((date(2026, 6, 6), ((600, 960),)),))
EMPTY = Calendar("UTC", ((),) * 7)

OPEN_AGAIN_AND_AGAIN = [OFFICE, ALWAYS, NIGHTS, SHORT_AND_MANY, SUNDAYS, QUIET]


def rome(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Rome"))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
