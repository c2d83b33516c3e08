"""The promises that one person of the desk has to keep, under a secret address."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Event

from puntuale.apps.accounts.calendar_address import owner_of
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.due import OpenPromise, open_promises_of
from puntuale.interfaces.public.calendars.feed import answer, calendar_named, uid
from puntuale.ui.words.metrics import METRICS


@login_not_required
@require_safe
def promises(_request: HttpRequest, token: str) -> HttpResponse:
    """When what is assigned to the owner of this address falls due; who has left is not known."""
    owner = owner_of(token)
    if owner is None or not owner.can(Ability.GIVE_SUPPORT):
        raise Http404
    at = timezone.now()
    with translation.override(owner.language):
        calendar = calendar_named(_("My promises"))
        for promise in open_promises_of(owner):
            calendar.add_component(_event(promise, at))
        return answer(calendar, "promises", cache="private, no-store")


def _event(promise: OpenPromise, at: datetime) -> Event:
    ticket, what = promise.ticket, str(METRICS[promise.metric].name)
    event = Event()
    event.add("uid", uid(ticket.number, promise.metric, "promise" if promise.binding else "aim"))
    event.add("dtstamp", at)
    event.add("dtstart", promise.due_at)
    page = reverse("desk:ticket", kwargs={"number": ticket.number})
    event.add("url", f"{settings.PUBLIC_URL}{page}")
    # Calendars travel to telephones and other people's servers: nothing restricted goes along.
    if ticket.is_restricted:
        event.add("summary", str(ticket.number))
        return event
    event.add("summary", f"{what} {ticket.number}: {ticket.subject}")
    if ticket.organisation is not None:
        event.add("description", ticket.organisation.name)
    return event
