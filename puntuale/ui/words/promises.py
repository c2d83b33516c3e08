"""The sentences about a promise: made, held, standing still, paused, late, kept, not binding."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from puntuale.ui.words.dates import LONG, full_date
from puntuale.ui.words.durations import in_words, is_left
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.moments import AT, BY, SINCE, UNTIL, said
from puntuale.ui.words.viewpoint import Viewpoint


def promised(metric: str, at: datetime, view: Viewpoint) -> str:
    """ "We answer by Tuesday 10:00."."""
    return str(METRICS[metric].promised) % {"when": said(BY, at, view)}


def expected(on: date, view: Viewpoint) -> str:
    """ "Expected on Friday 4 December. This is an indication, not a promise."."""
    sentence = _("Expected on %(day)s. This is an indication, not a promise.")
    return sentence % {"day": full_date(on, view.today, LONG)}


def aimed(metric: str, at: datetime, view: Viewpoint, *, share: bool = False) -> str:
    """ "We aim at a first reply by Monday 22:00. …"; `share`: it is said of most requests."""
    aim = str(METRICS[metric].aim) % {"when": said(BY, at, view)}
    most = of_most() if share else ""
    return " ".join(filter(None, [aim, most, _("This is an aim, not a promise.")]))


def of_most() -> str:
    """What an agreement says of most requests it promises to none."""
    return _("Most requests get it by then; none is promised it.")


def best_effort() -> str:
    """Where the agreement promises work, not its success."""
    return _("We do our best; that it succeeds is not promised.")


def indication() -> str:
    """Under a date that binds nobody."""
    return _("Shown and measured, never counted as late.")


def held(until: datetime | None, view: Viewpoint, severity: str = "", hours: str = "") -> str:
    """Why nothing is counted although the office may be open.

    `hours` says when the severity is handled ("in office hours"); `until` is None when nobody
    knows an end.
    """
    if until is None:
        return _("Held: your agreement names no hours in which it is handled.")
    when = {"when": said(UNTIL, until, view), "severity": severity, "hours": hours}
    if severity and hours:
        return (
            _(
                "Held until %(when)s: under your agreement severity %(severity)s is handled"
                " %(hours)s."
            )
            % when
        )
    if severity:
        return (
            _(
                "Held until %(when)s: under your agreement severity %(severity)s is not handled"
                " before."
            )
            % when
        )
    return _("Held until %(when)s, as your agreement says.") % when


def stands_still(opens_at: datetime, view: Viewpoint) -> str:
    """ "No time passes now: we open at 14:30."."""
    return _("No time passes now: we open %(when)s.") % {"when": said(AT, opens_at, view)}


def paused(since: datetime, left: timedelta | None, view: Viewpoint, reason: str = "") -> str:
    """Who the clock waits for, since when, and what is left; `reason` is a state that pauses."""
    when = {"when": said(SINCE, since, view)}
    sentence = _waits(reason) % when
    return sentence if left is None else f"{sentence} {is_left(left)}"


def _waits(reason: str) -> str:
    match reason:
        case "waiting_customer":
            return _("The clock waits for your answer since %(when)s.")
        case "waiting_access":
            return _("The clock waits for access to your systems since %(when)s.")
        case "waiting_third_party":
            return _("The clock waits for someone else since %(when)s.")
        case "estimate_sent":
            return _("The clock waits for your decision on the estimate since %(when)s.")
        case _:
            return _("The clock stands still since %(when)s.")


def late(metric: str, due_at: datetime, view: Viewpoint, person: str = "") -> str:
    """What was promised, that it is late, and who works on it."""
    promise = str(METRICS[metric].late) % {"when": said(BY, due_at, view)}
    if not person:
        return f"{promise} " + _("We are late.")
    works = _("We are late; %(person)s is working on it.") % {"person": person}
    return f"{promise} {works}"


def kept(metric: str, at: datetime, early: timedelta, view: Viewpoint) -> str:
    """When it was done, and how long before it was due; a negative `early` is a delay."""
    values = {
        "done": str(METRICS[metric].done) % {"when": said(AT, at, view)},
        "time": in_words(early),
    }
    if early < timedelta():
        return _("%(done)s, %(time)s late.") % values
    if not early:
        return _("%(done)s, at the last minute promised.") % values
    return _("%(done)s, %(time)s before it was due.") % values
