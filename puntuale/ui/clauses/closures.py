"""Announced closures in words: on pages, and in the mail that tells of them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.core.agreements.terms.closure import Closure
from puntuale.ui.clauses.weeks import spans_in_words
from puntuale.ui.words.dates import LONG, date_of, full_date
from puntuale.ui.words.lists import listed


def closed_days(closure: Closure, today: date) -> str:
    """ "24 December 2026 to 1 January 2027"; the year where it is not today's, or changes."""
    if closure.first == closure.last:
        return full_date(closure.first, today, LONG)
    # A closure over New Year names both years.
    seen_from = today if closure.first.year == closure.last.year else date.min
    return pgettext("days of a closure", "%(first)s to %(last)s") % {
        "first": date_of(closure.first, seen_from, LONG),
        "last": date_of(closure.last, seen_from, LONG),
    }


def open_in_between(closure: Closure, today: date) -> str:
    """ "Tuesday 29 December 09:00 – 13:00"; nothing where no hour is open."""
    return listed(
        f"{full_date(day, today, LONG)} {spans_in_words(hours)}"
        for day, hours in closure.reopenings
    )


def closure_in_short(closure: Closure, today: date) -> str:
    """ "10 to 21 August, open in between Wednesday 12 August 09:00 – 13:00", for a list."""
    days, opened = closed_days(closure, today), open_in_between(closure, today)
    if not opened:
        return days
    return _("%(days)s, open in between %(when)s") % {"days": days, "when": opened}


def closure_in_words(closure: Closure, today: date) -> str:
    """ "Closed 10 to 21 August. Open in between: Wednesday 12 August 09:00 – 13:00." """
    closed = _("Closed: %(days)s.") % {"days": closed_days(closure, today)}
    opened = open_in_between(closure, today)
    if not opened:
        return closed
    return f"{closed} " + _("Open in between: %(when)s.") % {"when": opened}
