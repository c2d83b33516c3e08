"""Days and sizes in the reader's language: {% load words %}."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from puntuale.ui.words.dates import LONG, date_of, full_date, month_of
from puntuale.ui.words.quotes import quoted as between_marks
from puntuale.ui.words.sizes import file_size as file_size_in_words

register = template.Library()


@register.filter
def weekday_and_date(at: datetime) -> str:
    """ "Tue 24 Nov", "mar 24 nov": the day of an instant in the reader's zone."""
    day = timezone.localtime(at).date()
    return full_date(day, day)


@register.filter
def long_date(at: datetime) -> str:
    """ "Tuesday 24 November", "martedì 24 novembre"."""
    day = timezone.localtime(at).date()
    return full_date(day, day, LONG)


@register.filter
def exact_date(at: date) -> str:
    """ "1 January 2026": always with its year, for what is read in other years."""
    day = timezone.localtime(at).date() if isinstance(at, datetime) else at
    return date_of(day, date.min, LONG)


@register.filter
def month(day: date) -> str:
    """ "November 2026", as the reader's language writes it within a sentence."""
    return month_of(day)


@register.filter
def short_date(at: date) -> str:
    """ "1 Jan 2026": the same for a narrow column."""
    day = timezone.localtime(at).date() if isinstance(at, datetime) else at
    return date_of(day, date.min)


@register.filter
def in_words(value: object) -> object:
    """A day or an instant as `exact_date` and its hour; everything else as it is."""
    if isinstance(value, datetime):
        return f"{exact_date(value)}, {timezone.localtime(value):%H:%M}"
    return exact_date(value) if isinstance(value, date) else value


@register.filter
def quoted(words: str) -> str:
    """What somebody said, between the marks of the reader's language."""
    return between_marks(words)


@register.filter
def file_size(count: int) -> str:
    """ "84 kB", "1,2 MB"."""
    return file_size_in_words(count)
