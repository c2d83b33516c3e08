"""Estimates that end without the customer's decision: withdrawn, or past their last day."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.effects import enter, notify_desk, tell
from puntuale.apps.estimates.errors import AlreadyEnded
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import deciders_of
from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.waiting import end_every_wait
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent

State = Estimate.State


@transaction.atomic
def withdraw(estimate: Estimate, *, by: User, at: datetime, reason: str = "") -> None:
    """Take the offer back, unless the customer was faster.

    Raises:
        AlreadyEnded: it was decided before, or has run out; nothing was changed.
    """
    ticket = locked(estimate.ticket)
    waiting = Estimate.objects.filter(pk=estimate.pk, state=State.SENT, expires_at__gt=at)
    changed = waiting.update(
        state=State.WITHDRAWN, decided_at=at, decided_by_user=by, reason=reason.strip()
    )
    estimate = _fresh(estimate)
    if not changed:
        raise AlreadyEnded(estimate)
    _ended(ticket, estimate, "withdrawn", at=at, by=by, reason=reason.strip())


@transaction.atomic
def expire(estimate: Estimate, *, at: datetime) -> bool:
    """What its last day has left behind has ended with that day; False when it had ended before."""
    ticket = locked(estimate.ticket)
    over = Estimate.objects.filter(pk=estimate.pk, state=State.SENT, expires_at__lte=at)
    if not over.update(state=State.EXPIRED, decided_at=estimate.expires_at):
        return False
    estimate = _fresh(estimate)
    assert estimate.expires_at is not None
    # Dated at the end of the last day: however late this is noticed, the clocks say the same.
    _ended(ticket, estimate, "expired", at=estimate.expires_at, noticed_at=at)
    notify_desk(estimate, Notice.Kind.ESTIMATE_ENDED, at=at)
    return True


@transaction.atomic
def ask_to_renew(estimate: Estimate, contact: Contact, *, at: datetime) -> None:
    """Pass on that the customer would like it again; told once."""
    expire(estimate, at=at)  # nobody may have noticed yet
    ticket, estimate = locked(estimate.ticket), _fresh(estimate)
    key = f"estimate:{estimate.pk}:renewal"
    if estimate.waits or TicketEvent.objects.filter(ticket=ticket, key=key).exists():
        return
    enter(ticket, "renewal", estimate, at=at, by=contact, key=key)
    ticket.save(update_fields=["last_activity_at"])
    notify_desk(estimate, Notice.Kind.ESTIMATE_RENEWAL, at=at)


def _fresh(estimate: Estimate) -> Estimate:
    related = ("ticket__assignee", "made_by", "decided_by_contact", "decided_by_user")
    return Estimate.objects.select_related(*related).get(pk=estimate.pk)


def _ended(
    ticket: Ticket,
    estimate: Estimate,
    what: str,
    *,
    at: datetime,
    by: User | None = None,
    noticed_at: datetime | None = None,
    **more: str,
) -> None:
    enter(ticket, what, estimate, at=at, by=by, **more)
    if ticket.is_open and ticket.state == Ticket.State.ESTIMATE_SENT:
        end_every_wait(ticket, at=at, by=by)
    refresh(ticket, at=noticed_at or at)
    if ticket.is_open and ticket.resolved_at is None:
        for contact in {each.pk: each for each in (*deciders_of(ticket), ticket.contact)}.values():
            tell(estimate, what, contact, at=noticed_at or at)
