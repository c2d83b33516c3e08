"""Long explanations on one screen: closed days fold, and so does the middle of many days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.ui.why.days import Day
from puntuale.ui.why.values import Explanation, Sign
from puntuale.ui.words.dates import full_date
from puntuale.ui.words.durations import duration

CLOSED_DAYS = 3  # so many closed days in a row are still drawn
DRAWN_DAYS = 10  # so many days are still drawn
KEPT_DAYS = 2  # of more, so many at either end


@dataclass(frozen=True, slots=True)
class Fold:
    """Days that are told in a sentence instead of drawn."""

    text: str
    days: Sequence[Day]


def folded(days: Sequence[Day], explanation: Explanation) -> list[Day | Fold]:
    """The days as they are drawn, with a fold in place of those that are not."""
    parts = list(_without_closed_runs(days, explanation))
    if sum(isinstance(part, Day) for part in parts) <= DRAWN_DAYS:
        return parts
    return list(_without_the_middle(days))


def _without_closed_runs(days: Sequence[Day], explanation: Explanation) -> Iterator[Day | Fold]:
    for closed, group in groupby(days, key=lambda day: day.is_closed):
        run = list(group)
        if closed and len(run) > CLOSED_DAYS:
            yield Fold(_closed_text(run, explanation), run)
        else:
            yield from run


def _without_the_middle(days: Sequence[Day]) -> Iterator[Day | Fold]:
    """The first two days, the last two, and the day of now wherever it lies between."""
    ends = {*range(KEPT_DAYS), *range(len(days) - KEPT_DAYS, len(days))}
    kept = ends | {n for n, day in enumerate(days) if _is_now(day)}
    for is_kept, group in groupby(range(len(days)), key=kept.__contains__):
        run = [days[n] for n in group]
        if is_kept or len(run) == 1:
            yield from run
        else:
            yield Fold(_working_text(run), run)


def _is_now(day: Day) -> bool:
    return any(mark.sign is Sign.NOW for mark in day.marks)


def _closed_text(run: Sequence[Day], explanation: Explanation) -> str:
    today = explanation.view.today
    values = {
        "first": full_date(run[0].date, today),
        "last": full_date(run[-1].date, today),
        "reason": ", ".join(_reasons([day.date for day in run], explanation)),
    }
    if values["reason"]:
        return _("%(first)s – %(last)s: closed, %(reason)s") % values
    return _("%(first)s – %(last)s: closed") % values


def _reasons(dates: Sequence[date], explanation: Explanation) -> list[str]:
    found = [explanation.closings[on] for on in dates if on in explanation.closings]
    return list(dict.fromkeys(found))


def _working_text(run: Sequence[Day]) -> str:
    lengths = [sum((span.length for span in day.open), timedelta()) for day in run if day.open]
    count = len(lengths)
    if not lengths:
        return ngettext("… %(count)s closed day", "… %(count)s closed days", len(run)) % {
            "count": len(run)
        }
    if len(set(lengths)) == 1:
        sentence = ngettext(
            "… %(count)s working day of %(time)s", "… %(count)s working days of %(time)s", count
        )
        return sentence % {"count": count, "time": duration(lengths[0])}
    sentence = ngettext(
        "… %(count)s working day, %(time)s in all",
        "… %(count)s working days, %(time)s in all",
        count,
    )
    return sentence % {"count": count, "time": duration(sum(lengths, timedelta()))}
