"""The forms whose choices an agreement gives: classes, levels, reasons, dates."""

from collections.abc import Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import get_language

from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.tickets.promises import (
    cause_by_default,
    classes_of,
    expected_freely,
    expects_freely,
    waiting_for_a_date,
)
from puntuale.apps.tickets.refusals import reasons_for
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.metrics import Metric
from puntuale.interfaces.desk.ticket.forms import ClassForm, LevelForm, PromiseForm, RejectForm
from puntuale.ui.words.refusals import reason_name


def class_form(ticket: Ticket, data: QueryDict | None = None) -> ClassForm:
    """What the agreement of `ticket` lets it be, in the reader's language."""
    known = classes_of(ticket)
    language = get_language() or "en"
    return ClassForm(
        data,
        types=known.named(known.types, language),
        severities=known.named(known.severities, language),
        initial={
            "type": ticket.type,
            "severity": ticket.severity,
            "cause": cause_by_default(ticket),
        },
    )


def reject_form(ticket: Ticket, data: QueryDict | None = None) -> RejectForm:
    """The reasons with which `ticket` can be refused, in the reader's language."""
    reasons = [(code, reason_name(code, title)) for code, title in reasons_for(ticket).items()]
    return RejectForm(data, reasons=reasons, auto_id="reject-%s")


def level_form(ticket: Ticket, data: QueryDict | None = None) -> LevelForm:
    """The other levels of the agreement of `ticket`, in the reader's language."""
    known = classes_of(ticket)
    levels = known.named(known.levels, get_language() or "en")
    others = [each for each in levels if each[0] != ticket.level]
    return LevelForm(data, levels=others, auto_id="level-%s")


def date_forms(
    ticket: Ticket, readings: Sequence[Reading], history: Sequence[TicketEvent]
) -> list[PromiseForm]:
    """A form for each promise whose date the vendor names, with the date named last.

    Where no solution is promised, the last one is for the date on which it is expected.
    """
    forms = [
        _date_form(metric, reading.due_at, binds=reading.binding)
        for metric, reading in waiting_for_a_date(readings).items()
    ]
    if ticket.is_open and expects_freely(Metric.RESOLUTION, readings):
        expected = expected_freely(ticket, readings, history=history)
        forms.append(_date_form(Metric.RESOLUTION, expected, binds=False))
    return forms


def _date_form(metric: str, due_at: datetime | None, *, binds: bool) -> PromiseForm:
    return PromiseForm(
        initial={"metric": metric, "due_at": due_at},
        auto_id=f"{metric}-%s",
        is_moved=due_at is not None,
        binds=binds,
    )
