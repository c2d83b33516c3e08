"""Which requests have been waiting for their customer's word for too long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.models import Ticket, TicketEvent


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many days of silence a customer is reminded, and a request closed; 0 is never."""

    reminder_after_days: int
    closes_after_days: int

    @property
    def notice(self) -> timedelta:
        """How long before the closing the reminder comes at the latest."""
        return timedelta(days=max(self.closes_after_days - self.reminder_after_days, 0))

    def closing_after(self, waiting_since: datetime, reminded_at: datetime) -> datetime | None:
        """When a request is closed whose customer, reminded then, says nothing more; None for never."""
        if not self.closes_after_days:
            return None
        return max(
            waiting_since + timedelta(days=self.closes_after_days), reminded_at + self.notice
        )


def patience_of(vendor: Vendor) -> Patience:
    """As the vendor stated it."""
    return Patience(vendor.reminder_after_days, vendor.closes_after_days)


def tickets_to_remind(patience: Patience, at: datetime) -> QuerySet[Ticket]:
    """Requests that wait for their customer, without a reminder during this wait."""
    if not patience.reminder_after_days:
        return Ticket.objects.none()
    return _silent([Ticket.State.WAITING_CUSTOMER], patience.reminder_after_days, at).exclude(
        Exists(_reminders())
    )


def tickets_to_close(patience: Patience, at: datetime) -> QuerySet[Ticket]:
    """Requests that were solved, or whose customer was reminded, and nothing came.

    Where reminders are on, none is closed without one, or sooner after it than was stated: also
    when no worker ran for days.
    """
    if not patience.closes_after_days:
        return Ticket.objects.none()
    states = [Ticket.State.WAITING_CUSTOMER, Ticket.State.RESOLVED]
    silent = _silent(states, patience.closes_after_days, at)
    if not patience.reminder_after_days:
        return silent
    warned = Exists(_reminders().filter(at__lte=at - patience.notice))
    return silent.filter(Q(state=Ticket.State.RESOLVED) | warned)


def _silent(states: list[Ticket.State], days: int, at: datetime) -> QuerySet[Ticket]:
    since = at - timedelta(days=days)
    return Ticket.objects.filter(
        closed_at=None, waiting_since__isnull=False, state__in=states, waiting_since__lte=since
    ).order_by("waiting_since")


def _reminders() -> QuerySet[TicketEvent]:
    return TicketEvent.objects.filter(
        ticket=OuterRef("pk"), kind=TicketEvent.Kind.REMINDED, at__gte=OuterRef("waiting_since")
    )
