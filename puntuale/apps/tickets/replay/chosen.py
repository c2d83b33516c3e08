"""Which requests are replayed: those of a period that run under one agreement."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.models import Ticket, TicketEvent


@dataclass(frozen=True, slots=True)
class Chosen:
    """Requests under `agreement` that came from `since` on and before `until`."""

    agreement: Agreement
    since: datetime
    until: datetime
    organisation: Organisation | None = None

    def tickets(self) -> QuerySet[Ticket]:
        """All of them, in the order in which they are stored."""
        return Ticket.objects.filter(**self._conditions("")).order_by("id")

    def events(self) -> QuerySet[TicketEvent]:
        """Everything that happened to them, request by request, in its order."""
        found = TicketEvent.objects.filter(**self._conditions("ticket__"))
        return found.order_by("ticket_id", "sequence")

    def _conditions(self, of: str) -> dict[str, Any]:
        conditions: dict[str, Any] = {
            f"{of}version__agreement": self.agreement,
            f"{of}submitted_at__gte": self.since,
            f"{of}submitted_at__lt": self.until,
        }
        if self.organisation is not None:
            conditions[f"{of}organisation"] = self.organisation
        return conditions


def days(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last, as clocks show them in `zone`."""
    return (
        datetime.combine(first, time(), zone),
        datetime.combine(last + timedelta(days=1), time(), zone),
    )
