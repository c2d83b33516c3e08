"""The decision of the customer: one for each revision, the first stands."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.effects import enter, notify_desk, tell
from puntuale.apps.estimates.errors import AlreadyEnded, MayNotDecide, RequestOver
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import may_decide
from puntuale.apps.estimates.reserving import reserve_all
from puntuale.apps.ledger.retrying import retried
from puntuale.apps.tickets.actions.appending import append, locked
from puntuale.apps.tickets.actions.effects import rate_again
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.refusing import end_declined
from puntuale.apps.tickets.actions.waiting import end_every_wait
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent
from puntuale.apps.tickets.promises import (
    expected_freely,
    expects_freely,
    readings_of,
    waiting_for_a_date,
)
from puntuale.core.agreements.metrics import Metric

State = Estimate.State


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, as it is recorded; `agent` where somebody of the desk does it on their behalf.

    `name` is what the person wrote; `shown` the text that they had before them.
    """

    contact: Contact
    name: str = ""
    address: str | None = None
    shown: str = ""
    order_reference: str = ""
    agent: User | None = None

    @property
    def author(self) -> User | Contact:
        return self.agent or self.contact


@retried
@transaction.atomic
def accept(estimate: Estimate, decider: Decider, *, at: datetime) -> Estimate:
    """Accept this revision: work may start, and the one accepted before no longer counts.

    What it counts on of packages and coupons is reserved for it.

    Raises:
        PrepaidGone: somebody else has that by now.
        AlreadyEnded: it was decided, withdrawn or replaced before, or its last day is over.
        MayNotDecide: the person may not spend for the organisation.
        RequestOver: the request is solved or closed.
    """
    ticket = _deciding(estimate, decider)
    before = Estimate.objects.filter(ticket=ticket, state=State.ACCEPTED)
    before.update(state=State.SUPERSEDED)
    decided = _decided(estimate, State.ACCEPTED, decider, at=at)
    enter(ticket, "accepted", decided, at=at, by=decider.author, **_said(decider))
    _go_on(ticket, at=at, by=decider.author)
    _promise(ticket, decided, at=at, by=decider.author)
    refresh(ticket, at=at)
    reserve_all(ticket, decided, at=at)
    rate_again(ticket, at=at)
    _tell(ticket, decided, decider, "accepted", at=at)
    return decided


@transaction.atomic
def decline(
    estimate: Estimate,
    decider: Decider,
    *,
    at: datetime,
    reason: str = "",
    keep_open: bool = False,
) -> Estimate:
    """Decline this revision; the request ends with it, unless an earlier one was accepted.

    Args:
        keep_open: the customer wants to talk about it: the request goes on.

    Raises: as `accept` does.
    """
    ticket = _deciding(estimate, decider)
    decided = _decided(estimate, State.DECLINED, decider, at=at, reason=reason.strip())
    author = decider.author
    enter(ticket, "declined", decided, at=at, by=author, reason=reason.strip(), **_said(decider))
    _go_on(ticket, at=at, by=author)
    goes_on = keep_open or Estimate.objects.filter(ticket=ticket, state=State.ACCEPTED).exists()
    if goes_on:
        refresh(ticket, at=at)
        _tell(ticket, decided, decider, "declined", at=at)
    else:
        end_declined(ticket, text=reason, by=author, at=at)
        notify_desk(decided, Notice.Kind.ESTIMATE_DECIDED, at=at, about="declined")
    return decided


def _deciding(estimate: Estimate, decider: Decider) -> Ticket:
    """The request, locked, if it can be decided by this person."""
    ticket = locked(estimate.ticket)
    if not may_decide(decider.contact, ticket):
        raise MayNotDecide
    if not ticket.is_open or ticket.resolved_at is not None:
        fresh = Estimate.objects.get(pk=estimate.pk)
        raise RequestOver if fresh.waits else AlreadyEnded(fresh)
    return ticket


def _decided(
    estimate: Estimate, state: State, decider: Decider, *, at: datetime, **more: Any
) -> Estimate:
    """One statement decides, and its row count tells: the first decision stands."""
    waiting = Estimate.objects.filter(pk=estimate.pk, state=State.SENT, expires_at__gt=at)
    changed = waiting.update(
        state=state,
        decided_at=at,
        decided_by_contact=decider.contact,
        decided_by_user=decider.agent,
        decided_name=decider.name.strip()[:160],
        decided_from=decider.address,
        order_reference=decider.order_reference.strip()[:80],
        text_shown=decider.shown,
        text_shown_sha256=fingerprint(decider.shown) if decider.shown else "",
        **more,
    )
    fresh = Estimate.objects.select_related("ticket", "made_by").get(pk=estimate.pk)
    if not changed:
        raise AlreadyEnded(fresh)
    return fresh


def fingerprint(text: str) -> str:
    """By which a text that was shown is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def _said(decider: Decider) -> dict[str, str]:
    """What the history tells besides who: the name as written, for whom, and the order."""
    return {
        "name": decider.name.strip()[:160],
        "for": str(decider.contact),
        "order": decider.order_reference.strip()[:80],
    }


def _go_on(ticket: Ticket, *, at: datetime, by: User | Contact) -> None:
    """What was waited for was the decision; a wait for something else goes on."""
    if ticket.state == Ticket.State.ESTIMATE_SENT:
        end_every_wait(ticket, at=at, by=by)


def _promise(ticket: Ticket, decided: Estimate, *, at: datetime, by: User | Contact) -> None:
    """The day of the estimate, where the agreement waits for it or promises no other solution."""
    if decided.expected_on is None or ticket.version is None:
        return
    readings = readings_of(ticket, now=at)
    reading = waiting_for_a_date(readings).get(Metric.RESOLUTION)
    if reading is None and not expects_freely(Metric.RESOLUTION, readings):
        return
    before = reading.due_at if reading else expected_freely(ticket, readings)
    append(
        ticket,
        TicketEvent.Kind.PROMISED,
        at=at,
        by=by,
        metric=Metric.RESOLUTION.value,
        due_at=decided.expected_at.isoformat(),
        before=before.isoformat() if before else None,
        binding=reading.binding if reading else False,
        reason="",
        expected_on=decided.expected_on.isoformat(),
    )


def _tell(ticket: Ticket, decided: Estimate, decider: Decider, what: str, *, at: datetime) -> None:
    """A copy to whoever decided and to whoever asked; a notice to the desk."""
    for contact in {each.pk: each for each in (decider.contact, ticket.contact)}.values():
        tell(decided, what, contact, at=at)
    notify_desk(decided, Notice.Kind.ESTIMATE_DECIDED, at=at, about=what)
