"""Days of the week and dates, long and short, in the reader's language."""

from datetime import date
from functools import lru_cache
from typing import Literal

from babel.dates import get_day_names, get_month_names
from django.utils.translation import get_language, pgettext

Width = Literal["abbreviated", "wide", "narrow"]
SHORT: Width = "abbreviated"
LONG: Width = "wide"


def weekday(day: date, width: Width = SHORT) -> str:
    """ "Tue", "mar"; long "Tuesday", "martedì"."""
    return _weekdays(width, get_language() or "en")[day.weekday()]


def date_of(day: date, today: date, width: Width = SHORT) -> str:
    """ "24 Nov", long "24 November"; with its year when that is not today's."""
    month = _months(width, get_language() or "en")[day.month]
    number = pgettext("first of the month", "1") if day.day == 1 else day.day
    year = "" if day.year == today.year else f" {day.year}"
    return f"{number} {month}{year}"


def month_of(day: date) -> str:
    """ "November 2026", "novembre 2026"."""
    return f"{_months(LONG, get_language() or 'en')[day.month]} {day.year}"


def full_date(day: date, today: date, width: Width = SHORT) -> str:
    """ "Tue 24 Nov", long "Tuesday 24 November"; with its year when that is not today's."""
    return f"{weekday(day, width)} {date_of(day, today, width)}"


@lru_cache
def _weekdays(width: Width, language: str) -> dict[int, str]:
    return dict(get_day_names(width, locale=language.partition("-")[0]))


@lru_cache
def _months(width: Width, language: str) -> dict[int, str]:
    return dict(get_month_names(width, locale=language.partition("-")[0]))


def month_initials() -> tuple[str, ...]:
    """ "J", "F", "M" …: the twelve months, as short as they can be."""
    months = _months("narrow", get_language() or "en")
    return tuple(months[number].upper() for number in range(1, 13))
