"""The line on top: what a request is promised that is sent now."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.tickets.forecast import promised_under
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.terms import ChannelRule, Terms
from puntuale.ui.readings import viewpoint
from puntuale.ui.words.dates import LONG, full_date
from puntuale.ui.words.moments import UNTIL, elsewhere, hour, said
from puntuale.ui.words.promises import promised
from puntuale.ui.words.viewpoint import Viewpoint

# How people write to us, the most usual way first.
CHANNELS = ("email", "form", "portal", "callback", "phone", "chat", "api")


@dataclass(frozen=True, slots=True)
class Now:
    """The instant on the agreement's clock, and the sentence about a request sent then."""

    instant: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked to say so, for the tables of the same page."""

    now: Now
    terms: Terms
    request: Request


def asked_now(version: AgreementVersion, terms: Terms, *, home: ZoneInfo, at: datetime) -> Asked:
    """Ask the same code that decides on requests; the reader's clock is that of `home`."""
    terms, request, readings = promised_under(version, channel=_channel(terms), at=at)
    view = Viewpoint(at, terms.zone, home)
    instant = _("Now: %(day)s, %(hour)s.") % {
        "day": full_date(view.today, view.today, LONG),
        "hour": f"{hour(at, view)}{elsewhere(at, view)}",
    }
    return Asked(Now(instant, _sentence(readings, home)), terms, request)


def _channel(terms: Terms) -> str:
    accepted = [
        name
        for name in CHANNELS
        if name in terms.channels and terms.channels[name].rule is ChannelRule.ACCEPT
    ]
    return accepted[0] if accepted else CHANNELS[0]


def _sentence(readings: tuple[Reading, ...], home: ZoneInfo) -> str:
    first = next((each for each in readings if each.binding and each.due_at), None)
    if first is None or first.due_at is None:
        return _("No hour is promised to a request sent now.")
    view = viewpoint(first, home)
    sentence = promised(first.metric, first.due_at, view)
    values = {"promise": sentence[:1].lower() + sentence[1:].rstrip("."), "kind": _kind(first)}
    if first.state is State.HELD and first.held_until is not None:
        values["until"] = said(UNTIL, first.held_until, view)
        return _("A request sent now is held until %(until)s, then: %(promise)s") % values
    if values["kind"]:
        return _("A request sent now (%(kind)s): %(promise)s") % values
    return _("A request sent now: %(promise)s") % values


def _kind(reading: Reading) -> str:
    """What it is taken for until it is sorted: its severity, or its type where the code is short."""
    taken = reading.basis.case.taken
    code = taken.severity or taken.type or ""
    return code if len(code) <= 3 else ""
