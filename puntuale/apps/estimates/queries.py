"""Which estimate counts on a request, and who may see and decide it."""

from puntuale.apps.estimates.models import Estimate
from puntuale.apps.tickets.models import Ticket
from puntuale.core.charges import estimate as core
from puntuale.core.charges.money import Money
from puntuale.core.working_time.instants import SECOND_MICROSECONDS

State = Estimate.State


def accepted_estimate(ticket: Ticket) -> core.Estimate | None:
    """What the customer of `ticket` has accepted, as charges are rated by it."""
    row = Estimate.objects.filter(ticket=ticket, state=State.ACCEPTED).first()
    return None if row is None else as_accepted(row)


def as_accepted(row: Estimate) -> core.Estimate:
    """From a record to the value that rating reads."""
    seconds = row.package_seconds
    return core.Estimate(
        minutes=row.effort_minutes,
        amount=Money(row.amount_minor, row.currency),
        package_time=None if seconds is None else seconds * SECOND_MICROSECONDS,
    )
