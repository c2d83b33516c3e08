"""How a customer's system is reached: given, read, taken back, and wiped when the request has ended."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from puntuale.apps.access.actions import needed_right, record_opening
from puntuale.apps.access.errors import NothingGiven
from puntuale.apps.access.models import AccessDetails, Opening
from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.customers.models import Contact
from puntuale.apps.post.sealing import seal, unseal
from puntuale.apps.tickets.actions.appending import append, locked, locked_open
from puntuale.apps.tickets.actions.effects import notify
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.waiting import end_wait
from puntuale.apps.tickets.errors import NothingSaid
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent

Kind = TicketEvent.Kind
AT_ONCE = 100


def details_in_force(ticket: Ticket, *, at: datetime) -> AccessDetails | None:
    """What the customer gave, until it is wiped or its term is over."""
    return _in_force(at).filter(ticket=ticket).select_related("by").first()


def days_kept() -> int:
    """For how many days after the end of a request its access details stay; a setting."""
    days = Vendor.objects.values_list("access_details_days", flat=True).first()
    return 0 if days is None else days


@transaction.atomic
def give_details(ticket: Ticket, text: str, *, by: Contact, at: datetime) -> AccessDetails:
    """Keep how the customer's system is reached, in place of what was given before.

    A wait for access ends with it.

    Raises:
        AlreadyClosed: the request has ended.
        NothingSaid:   nothing was written.
    """
    ticket = locked_open(ticket)
    if not text.strip():
        raise NothingSaid
    _wipe(AccessDetails.objects.filter(ticket=ticket), at=at)
    details = AccessDetails.objects.create(
        ticket=ticket, sealed=seal(text.strip()), by=by, given_at=at
    )
    append(ticket, Kind.ACCESS, at=at, by=by, what="given")
    if ticket.state == Ticket.State.WAITING_ACCESS:
        end_wait(ticket, at=at, by=by)
    refresh(ticket, at=at)
    about = f"access{details.pk}"
    notify(ticket.assignee, ticket, Notice.Kind.CUSTOMER_WROTE, at=at, about=about)
    return details


@transaction.atomic
def withdraw_details(ticket: Ticket, *, by: Contact, at: datetime) -> None:
    """Wipe what the customer gave; nothing is left to be read.

    Raises:
        NothingGiven: there was nothing.
    """
    ticket = locked(ticket)
    if not _wipe(AccessDetails.objects.filter(ticket=ticket), at=at):
        raise NothingGiven
    append(ticket, Kind.ACCESS, at=at, by=by, what="withdrawn")
    ticket.save(update_fields=["last_activity_at"])


def read_details(ticket: Ticket, *, by: User, at: datetime, address: str | None = None) -> str:
    """What the customer wrote; that it was read, by whom and why is written down.

    Raises:
        NothingGiven:    there is nothing (any more).
        NeedsReason:     `by` has not said why.
        SealedElsewhere: the key of this installation does not open it.
    """
    details = details_in_force(ticket, at=at)
    if details is None:
        raise NothingGiven
    right = needed_right(ticket, by=by, at=at)
    text = unseal(details.sealed)
    record_opening(ticket, Opening.What.DETAILS, right, by=by, at=at, address=address)
    return text


def wipe_ended(*, at: datetime) -> int:
    """Wipe some of those whose request ended longer ago than they are kept; how many."""
    over = AccessDetails.objects.filter(
        wiped_at=None, ticket__closed_at__lte=at - timedelta(days=days_kept())
    )
    return _wipe(AccessDetails.objects.filter(pk__in=list(_keys(over))), at=at)


def _keys(rows: QuerySet[AccessDetails]) -> QuerySet[AccessDetails, int]:
    return rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]


def _in_force(at: datetime) -> QuerySet[AccessDetails]:
    kept = Q(ticket__closed_at=None) | Q(ticket__closed_at__gt=at - timedelta(days=days_kept()))
    return AccessDetails.objects.filter(kept, wiped_at=None)


def _wipe(rows: QuerySet[AccessDetails], *, at: datetime) -> int:
    return rows.filter(wiped_at=None).update(sealed="", wiped_at=at)
