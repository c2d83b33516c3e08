"""The call of a request on its page: attempts, what can be done now, or the form to ask for one."""

from collections.abc import Container
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone

from puntuale.apps.accounts.models import User
from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.callbacks.queries import last_call_on
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.call_form import CallForm, call_form
from puntuale.ui.calls import last_call_shown
from puntuale.ui.words.viewpoint import Viewpoint


def form_of(ticket: Ticket, data: QueryDict | None = None) -> CallForm:
    """The desk calls whoever asked."""
    return call_form(ticket, ticket.contact, ticket.organisation, data)


def call_panel(ticket: Ticket, reader: User, present: Container[type[Model]]) -> dict[str, Any]:
    """What the panel needs."""
    call = last_call_on(ticket) if Callback in present else None
    shown = last_call_shown(ticket, call, Viewpoint(timezone.now(), ZoneInfo(reader.time_zone)))
    return {
        **shown,
        "call_outcomes": CallAttempt.Outcome.choices,
        "call_form": None if shown["call_is_open"] else form_of(ticket),
    }
