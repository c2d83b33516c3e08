"""Whether every promise that counts hours will ever fall due."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.apps.tickets.models import TicketClock
from puntuale.interfaces.operations.findings import Finding, attention, well

MOST_NAMED = 5


def deadlines(at: datetime) -> Finding:  # noqa: ARG001 - every probe's
    """No open request is promised something in hours that never come (readings.md X-11)."""
    endless = TicketClock.objects.filter(
        due_at=None,
        budget_seconds__isnull=False,
        state__in=("running", "held"),
        ticket__closed_at=None,
        ticket__resolved_at=None,
    )
    numbers = list(endless.order_by("ticket__number").values_list("ticket__number", flat=True))
    if not numbers:
        return well("deadlines", _("Every promise has a date, or waits for one."))
    named = ", ".join(map(str, dict.fromkeys(numbers[:MOST_NAMED])))
    return attention(
        "deadlines",
        ngettext(
            "%(number)d promise never falls due, because its hours do not come: %(named)s.",
            "%(number)d promises never fall due, because their hours do not come: %(named)s.",
            len(numbers),
        )
        % {"number": len(numbers), "named": named},
        _("Look at the hours and closures of their agreements."),
    )
