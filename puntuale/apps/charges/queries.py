"""What was charged, for whoever may see it; each row is what one rating changed."""

from datetime import date

from django.db.models import Max, Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.charges.models import Charge
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import is_about_visible


def charges_visible_to(user: User) -> QuerySet[Charge]:
    """The charges of the requests that `user` may see."""
    return Charge.objects.filter(is_about_visible(user))


def last_charge(ticket: Ticket) -> Charge | None:
    """The newest: its `charge` is what all the work on `ticket` costs; None: nothing was rated."""
    return Charge.objects.filter(ticket=ticket).order_by("-sequence").first()


def newest_of_each(charges: QuerySet[Charge]) -> QuerySet[Charge]:
    """Of `charges` those that say what their requests cost now."""
    newest = charges.order_by().values("ticket").annotate(last=Max("pk")).values("last")
    return Charge.objects.filter(pk__in=newest)


def charges_billed_to(organisation: Organisation, first: date, following: date) -> QuerySet[Charge]:
    """What work from `first` up to, but without, `following` added to the bill of `organisation`.

    What was included or free is there as well, at nothing; the amounts of all rows sum to the bill.
    """
    rows = Charge.objects.filter(
        Q(organisation=organisation), worked_on__gte=first, worked_on__lt=following
    )
    lines = rows.select_related("ticket", "coverage").prefetch_related("lines", "draws")
    return lines.order_by("worked_on", "pk")
