"""Sending: from then on the estimate is what the customer was told, and it waits for a decision."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.estimates.actions.drafting import (
    Offer,
    fill,
    keep_draft,
    priced,
    rules_of,
)
from puntuale.apps.estimates.actions.effects import enter, tell
from puntuale.apps.estimates.errors import Incomplete, NoDraft, NothingToPrice, PriceChanged
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import deciders_of
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.waiting import pause
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.core.charges.money import Money
from puntuale.core.charges.validity import end_of

State = Estimate.State


@transaction.atomic
def send(ticket: Ticket, offer: Offer, *, by: User, at: datetime, shown: str = "") -> Estimate:
    """Send `offer` as the next revision; one that still waits is withdrawn, its place is taken.

    The clocks of the request wait for the decision where the agreement says so.

    Args:
        shown: the `price_seen` of what was on the page; nothing where nobody looked at a price.

    Raises:
        AlreadyClosed: the request must be reopened first.
        NothingToPrice: the agreement refuses, or nobody has read the request.
        TooMuch: more effort than an estimate may have.
        Incomplete: something that the agreement wants stated is missing.
        PriceChanged: it costs something else by now.
    """
    keep_draft(ticket, offer, by=by, at=at)
    ticket = locked_open(ticket)
    draft = Estimate.objects.get(ticket=ticket, state=State.DRAFT)
    rules = rules_of(ticket)
    found = priced(ticket, rules, offer, at=at)
    if found.quoted.refused:
        raise NothingToPrice(found.quoted.refused)
    last_day = offer.valid_through or rules.effort.last_day(at, rules.zone)
    offer = replace(offer, valid_through=last_day)
    expires_at = end_of(last_day, rules.zone)
    missing = list(_missing(offer, found.amount, rules.must_state))
    if expires_at <= at:
        missing.append("valid_through")
    if offer.expected_on is not None and offer.expected_on < rules.today(at):
        missing.append("expected_on")
    if missing:
        raise Incomplete(*dict.fromkeys(missing))
    fill(draft, offer, found, rules)
    if shown and shown != price_seen(draft):
        raise PriceChanged
    for waiting in Estimate.objects.filter(ticket=ticket, state=State.SENT):
        _replace(ticket, waiting, draft, by=by, at=at)
    draft.state, draft.sent_at, draft.expires_at = State.SENT, at, expires_at
    draft.made_by, draft.made_at = by, at
    draft.save()
    _told(ticket, draft, by=by, at=at)
    return draft


def price_seen(estimate: Estimate) -> str:
    """What a page shows of a price, to be recognised when it is sent."""
    parts = (
        sorted(estimate.bands.items()),
        estimate.amount_minor,
        estimate.package_seconds,
        estimate.coupons,
    )
    return repr(parts)


@transaction.atomic
def renew(estimate: Estimate, *, by: User, at: datetime) -> Estimate:
    """Offer the same again at today's price, valid from today; what is past is left out.

    Raises:
        NoDraft: another one waits, or is being made.
        Incomplete: and everything that `send` raises.
    """
    ticket = locked_open(estimate.ticket)
    open_ones = Estimate.objects.filter(ticket=ticket, state__in=(State.DRAFT, State.SENT))
    if open_ones.exists():
        raise NoDraft
    return send(ticket, again(estimate, at=at), by=by, at=at)


def again(estimate: Estimate, *, at: datetime) -> Offer:
    """The offer of an earlier revision, without its last day; an expected day that is past goes."""
    rules = rules_of(estimate.ticket)
    expected = estimate.expected_on
    return Offer(
        text=estimate.text,
        intervention=estimate.intervention,
        bands=estimate.bands,
        expected_on=expected if expected and expected >= rules.today(at) else None,
        amount=Money(estimate.amount_minor, estimate.currency) if estimate.currency else None,
    )


def _missing(offer: Offer, amount: Money | None, must_state: frozenset[str]) -> Iterator[str]:
    if not offer.text.strip():
        yield "text"
    if not any(offer.bands.values()):
        yield "effort"
    if amount is None:
        yield "amount"
    if "expected_completion" in must_state and offer.expected_on is None:
        yield "expected_on"
    if "intervention_type" in must_state and not offer.intervention.strip():
        yield "intervention"


def _replace(ticket: Ticket, waiting: Estimate, draft: Estimate, *, by: User, at: datetime) -> None:
    """A revision that waits makes room for the next one, unless it was decided this very moment."""
    Estimate.objects.filter(pk=waiting.pk, state=State.SENT).update(
        state=State.WITHDRAWN, decided_at=at, decided_by_user=by
    )
    enter(ticket, "withdrawn", waiting, at=at, by=by, replaced_by=draft.revision)


def _told(ticket: Ticket, sent: Estimate, *, by: User, at: datetime) -> None:
    if ticket.taken_at is None:
        append(ticket, TicketEvent.Kind.TAKEN, at=at, by=by)
        ticket.taken_at = at
    ticket.assignee = ticket.assignee or by
    enter(ticket, "sent", sent, at=at, by=by)
    pause(ticket, Ticket.State.ESTIMATE_SENT, by=by, at=at)
    refresh(ticket, at=at)
    deciders = deciders_of(ticket)
    for contact in deciders:
        tell(sent, "sent", contact, at=at)
    if ticket.contact not in deciders:
        tell(sent, "told", ticket.contact, at=at)
