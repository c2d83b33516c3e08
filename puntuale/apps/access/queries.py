"""What was opened on a request, for those who may read about it."""

from django.db.models import QuerySet

from puntuale.apps.access.models import Opening
from puntuale.apps.tickets.models import Ticket


def openings_of(*tickets: Ticket) -> QuerySet[Opening]:
    """Every time somebody of the desk opened what a customer gave on one of `tickets`, last first.

    Whoever asks has found the requests through their own scope.
    """
    rows = Opening.objects.filter(ticket__in=tickets)
    return rows.select_related("by", "file", "reason")
