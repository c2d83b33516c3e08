"""When the desk is there: calendars, windows, closures, and how long a working day is."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.nodes import Scalar
from puntuale.core.agreements.document.parts.calendars import CalendarRow, ClosureRow, Holidays
from puntuale.core.agreements.document.parts.windows import WindowRow
from puntuale.ui.clauses.naming import holidays_name, hours_name
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.clauses.weeks import (
    dated,
    days_in_words,
    hours_in_words,
    is_always_open,
    week_in_words,
)
from puntuale.ui.words.dates import LONG, weekday
from puntuale.ui.words.lists import listed
from puntuale.ui.words.quantities import within


def hours(speech: Speech) -> Iterator[Sentence]:
    """The keys `calendars`, `windows`, `closures` and `working_day`."""
    for name, row in speech.document.calendars.items():
        yield from _calendar(speech, name, row)
    for path, window in zip(speech.rows("windows"), speech.document.windows, strict=False):
        yield _window(speech, path, window)
        at = (*path, "holidays")
        yield from _exceptions(speech, at, window.holidays, name=hours_name(window.code))
    if speech.document.windows:
        yield speech.say(_("Of several windows that fit, the one named first counts."))
    yield from _closures(speech, ("closures",), speech.document.closures)
    office = speech.document.working_day
    if office is not None:
        yield speech.say(
            _("A working day is %(time)s of the hours “%(name)s”, which are the office hours."),
            ("working_day",),
            time=Strong(within(str(office.length))),
            name=hours_name(office.calendar),
        )


def _calendar(speech: Speech, name: str, row: CalendarRow) -> Iterator[Sentence]:
    at: Path = ("calendars", name)
    called = {"name": hours_name(name)}
    if is_always_open(row.weekly):
        sentence = _("“%(name)s”: around the clock, every day.")
        yield speech.say(sentence, (*at, "weekly"), **called)
    else:
        week = Strong("; ".join(map(str, week_in_words(row.weekly))))
        yield speech.say(
            _("“%(name)s”: %(week)s."), (*at, "weekly"), week=week or Strong("—"), **called
        )
    if row.holidays:
        yield speech.say(
            _("“%(name)s” is closed on public holidays: %(where)s."),
            (*at, "holidays"),
            where=holidays_name(row.holidays),
            **called,
        )
    yield from _exceptions(speech, (*at, "holidays"), row.holidays, **called)
    if row.working_day:
        yield speech.say(
            _("A working day of “%(name)s” is %(time)s long."),
            (*at, "working_day"),
            time=Strong(within(str(row.working_day))),
            **called,
        )
    yield from _closures(speech, (*at, "closures"), row.closures)
    if speech.has(*at, "closure_rule"):
        yield speech.say(
            _("A closure announced after a request was opened does not move its promises."),
            (*at, "closure_rule"),
        )


def _exceptions(
    speech: Speech, at: Path, rows: Sequence[Holidays], **called: str
) -> Iterator[Sentence]:
    days = sorted({day for row in rows for day in row.exceptions})
    if days:
        yield speech.say(
            _("For “%(name)s” these are days like any other: %(days)s."),
            at,
            days=listed(map(dated, days)),
            **called,
        )


def _window(speech: Speech, path: Path, row: WindowRow) -> Sentence:
    values = {"name": hours_name(row.code), "days": days_in_words(row.days)}
    if row.hours is None and row.holidays:
        sentence = _("“%(name)s”: public holidays of %(where)s, %(days)s, every other minute.")
    elif row.hours is None:
        sentence = _("“%(name)s”: %(days)s, every minute that no other window has.")
    elif row.holidays and len(row.days) == 7:
        sentence = _("“%(name)s”: public holidays of %(where)s, %(hours)s.")
    elif row.holidays:
        sentence = _("“%(name)s”: public holidays of %(where)s, %(days)s, %(hours)s.")
    else:
        sentence = _("“%(name)s”: %(days)s %(hours)s.")
    values["where"] = holidays_name(row.holidays)
    values["hours"] = Strong(hours_in_words(row.hours or ()))
    return speech.say(sentence, path, **values)


def _closures(speech: Speech, at: Path, rows: Sequence[ClosureRow]) -> Iterator[Sentence]:
    paths = [path for path in speech.inside(at) if not isinstance(speech.node(path), Scalar)]
    for path, row in zip(paths, rows, strict=False):
        yield _closure(speech, path, row)
    for path in speech.inside(at):
        if isinstance(speech.node(path), Scalar):
            yield speech.say(_("Closures that we announce count as well."), path)


def _closure(speech: Speech, path: Path, row: ClosureRow) -> Sentence:
    values = {"name": row.code, "first": Strong(dated(row.first)), "last": Strong(dated(row.last))}
    if row.announced is None:
        sentence = _("“%(name)s”: closed from %(first)s to %(last)s.")
    else:
        sentence = _("“%(name)s”: closed from %(first)s to %(last)s, announced on %(told)s.")
        values["told"] = dated(row.announced)
    reopened = listed(
        f"{weekday(each.date, LONG)} {dated(each.date)} {hours_in_words(each.hours)}"
        for each in row.availability
    )
    return join(
        speech.say(sentence, path, **values),
        speech.say(_("Open all the same: %(when)s."), path, when=reopened) if reopened else None,
    )
