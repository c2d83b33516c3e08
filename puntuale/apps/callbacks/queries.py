"""Which calls are to be made, by whom they may be seen, and how those of a request went."""

from django.db.models import QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.queue.filters import side_of_reader


def calls_to_make(user: User) -> QuerySet[Callback]:
    """Calls that wait or go on, on requests that the side of `user` has, the next one first."""
    waiting = Callback.objects.filter(state__in=Callback.OPEN, ticket__closed_at=None)
    with_them = tickets_visible_to(user).filter(owner_side=side_of_reader(user))
    visible = waiting.filter(ticket__in=with_them)
    whole = visible.select_related(
        "caller", "ticket__version", "ticket__organisation", "ticket__contact__user"
    )
    # The texts of an agreement are read once, not with every call under it.
    long = [f"ticket__version__{name}" for name in AgreementVersion.LONG]
    return whole.defer(*long).prefetch_related("attempts").order_by("call_at", "pk")


def open_call_on(ticket: Ticket) -> Callback | None:
    """The call that waits or goes on."""
    return ticket.callbacks.filter(state__in=Callback.OPEN).first()


def last_call_on(ticket: Ticket) -> Callback | None:
    """The call that was asked for last, with its attempts."""
    return ticket.callbacks.prefetch_related("attempts__by").order_by("-pk").first()


def attempt_known_as(external_id: str) -> CallAttempt | None:
    """The attempt that a telephone system began."""
    return CallAttempt.objects.filter(external_id=external_id).select_related("callback").first()


def attempt_going_on(callback: Callback) -> CallAttempt | None:
    """The attempt that has not ended."""
    return callback.attempts.filter(outcome="").first()
