"""The form in which a request's type, severity and level are chosen."""

from django.http import QueryDict
from django.utils.translation import get_language

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of
from puntuale.interfaces.desk.ticket.forms import ClassForm


def class_form(ticket: Ticket, data: QueryDict | None = None) -> ClassForm:
    """What the agreement of `ticket` lets it be, in the reader's language."""
    known = classes_of(ticket)
    language = get_language() or "en"
    return ClassForm(
        data,
        types=known.named(known.types, language),
        severities=known.named(known.severities, language),
        levels=known.named(known.levels, language),
        initial={
            "type": ticket.type,
            "severity": ticket.severity,
            "level": ticket.level,
            "cause": "correction" if ticket.classified_at is None else "evolution",
        },
    )
