"""The days on which we are closed, as a calendar for anybody."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.terms import announced_closures
from puntuale.core.agreements.terms.closure import Closure
from puntuale.interfaces.public.calendars.feed import answer, calendar_named, uid
from puntuale.ui.clauses.closures import open_in_between

ONE_DAY = timedelta(days=1)
A_QUARTER = "public, max-age=900"


@login_not_required
@require_safe
def closures(_request: HttpRequest) -> HttpResponse:
    """Everything that the vendor announced, what was withdrawn as cancelled."""
    return closures_as_calendar(announced_closures(), at=timezone.now())


def closures_as_calendar(found: Iterable[Closure], *, at: datetime) -> HttpResponse:
    """`found` as a file; an event keeps its name for ever, and counts up when it is withdrawn."""
    vendor = Vendor.objects.first()
    name = vendor.name if vendor else "Puntuale"
    calendar: Calendar = calendar_named(_("%(vendor)s: closed days") % {"vendor": name})
    for closure in found:
        calendar.add_component(_event(closure, name, at))
    return answer(calendar, "closures", cache=A_QUARTER)


def _event(closure: Closure, vendor: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid("closure", closure.code))
    event.add("dtstamp", closure.withdrawn_at or closure.announced_at or at)
    event.add("sequence", 0 if closure.withdrawn_at is None else 1)
    event.add("status", "CONFIRMED" if closure.withdrawn_at is None else "CANCELLED")
    event.add("summary", _("%(vendor)s: support closed") % {"vendor": vendor})
    event.add("dtstart", closure.first)
    # The end of whole days is the first day that is no longer part of it (RFC 5545, 3.6.1).
    event.add("dtend", closure.last + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    opened = open_in_between(closure, date.min)
    if opened:
        event.add("description", _("Open in between: %(when)s.") % {"when": opened})
    return event
