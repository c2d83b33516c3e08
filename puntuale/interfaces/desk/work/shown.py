"""The panel of work and charge: timer, what is proposed, what is recorded, what it costs."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.queries import InForce
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.charges.first_level import first_level_charges
from puntuale.apps.charges.queries import last_charge
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.queries import partner_of
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of
from puntuale.apps.work.models import RemoteSession, RemoteTool, TimeEntry, Timing
from puntuale.apps.work.queries import entries_visible_to, open_sessions, timings_seen
from puntuale.core.charges.rules import ChargingTerms
from puntuale.interfaces.desk.names import Pairs
from puntuale.interfaces.desk.work.forms import (
    ConsentForm,
    OfferForm,
    TimerForm,
    WorkForm,
    new_work,
    proposed_work,
)
from puntuale.ui.charges import charge_shown
from puntuale.ui.parts import ChargeShown
from puntuale.ui.words.moments import SINCE, said
from puntuale.ui.words.viewpoint import Viewpoint
from puntuale.ui.work import WorkRow, recorded, work_row


@dataclass(frozen=True, slots=True)
class Runs:
    """A timer that runs: so long as the page was made, since when, and whose."""

    timing: Timing
    length: str
    since: str


def panel(
    ticket: Ticket,
    reader: User,
    present: Container[type[Model]],
    *,
    tools: Pairs,
    read: InForce,
    work_form: WorkForm | None = None,
    free: str = "",
) -> dict[str, Any]:
    """What the panel needs; `work_form` was refused, and `free` is what could be recorded of it.

    `read` knows the closures that the page has read already.
    """
    now = timezone.now()
    zone = ZoneInfo(timezone.get_current_timezone_name())
    view = Viewpoint(now, zone)
    entries = list(entries_visible_to(reader, ticket)) if TimeEntry in present else []
    timings = list(timings_seen(ticket, reader)) if Timing in present else []
    charging = charging_terms(ticket.version, read) if ticket.version and entries else None
    mine = [each for each in timings if each.worker_id == reader.pk]
    rows = list(_rows(ticket, entries, reader, view, charging))
    return {
        "timer": next((_runs(t, view) for t in mine if t.is_running and _is_on(t, ticket)), None),
        "timer_elsewhere": next(
            (_runs(t, view) for t in mine if t.is_running and not _is_on(t, ticket)), None
        ),
        "others_working": [
            _runs(t, view) for t in timings if t.is_running and t.worker_id != reader.pk
        ],
        "proposed": [
            (t, _form_of(t, work_form)) for t in mine if not t.is_running and _is_on(t, ticket)
        ],
        "timer_form": TimerForm(auto_id="timer-%s"),
        "entries": [row for row in rows if not row.gone],
        "gone_entries": [row for row in rows if row.gone],
        "recorded": recorded(entries),
        "charge": _charge(ticket, charging, entries) if reader.is_of_vendor else None,
        "first_level": list(_first_level(ticket, reader)) if entries else [],
        "work_form": work_form if work_form and not work_form.measured else new_work(now),
        "free_parts": free,
        "sessions": list(open_sessions(ticket)) if RemoteSession in present else [],
        "tools": tools,
        "offer_form": OfferForm(tools=tools, auto_id="offer-%s"),
        "consent_form": ConsentForm(auto_id="consent-%s"),
        "other_types": reader.can(Ability.WORK_ON_TICKETS)
        and len(classes_of(ticket).types) > 1
        and bool(entries),
    }


def _rows(
    ticket: Ticket,
    entries: Sequence[TimeEntry],
    reader: User,
    view: Viewpoint,
    charging: ChargingTerms | None,
) -> Iterator[WorkRow]:
    may_correct = reader.can(Ability.CORRECT_WORK)
    for entry in entries:
        is_theirs = may_correct or entry.worker_id == reader.pk
        address = reverse("desk:correct_work", args=[ticket.number, entry.pk]) if is_theirs else ""
        yield work_row(entry, view, charging, href=address)


def tools_of(ticket: Ticket) -> QuerySet[RemoteTool]:
    """What the agreement names, where it names any; else all that the desk has."""
    tools = RemoteTool.objects.filter(retired_at=None)
    remote = document_of(ticket.version).remote if ticket.version else None
    if remote is not None and remote.tools:
        tools = tools.filter(kind__in=map(str, remote.tools))
    return tools


def _is_on(timing: Timing, ticket: Ticket) -> bool:
    return timing.ticket_id == ticket.pk


def _runs(timing: Timing, view: Viewpoint) -> Runs:
    seconds = max(int((view.now - timing.started_at).total_seconds()), 0)
    return Runs(
        timing,
        f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}",
        said(SINCE, timing.started_at, view),
    )


def _form_of(timing: Timing, refused: WorkForm | None) -> WorkForm:
    is_refused = refused is not None and refused.measured == timing
    return refused if is_refused and refused else proposed_work(timing)


def _first_level(ticket: Ticket, reader: User) -> Iterator[tuple[Organisation, ChargeShown]]:
    """What partners charge for their own work: all of it to us, its own to a partner."""
    theirs = None if reader.is_of_vendor else partner_of(reader)
    for row in first_level_charges(ticket):
        if ticket.version is not None and (theirs is None or row.partner == theirs):
            zone = charging_terms(ticket.version).terms.zone
            yield row.partner, charge_shown(row.charge, zone)


def _charge(
    ticket: Ticket, charging: ChargingTerms | None, entries: Sequence[TimeEntry]
) -> ChargeShown | None:
    charge = last_charge(ticket) if entries else None
    if charge is None or charging is None:
        return None
    return charge_shown(charge.charge, charging.terms.zone)
