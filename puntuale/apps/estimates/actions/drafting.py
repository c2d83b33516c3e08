"""Drafts: worked on until they are sent, priced anew at every change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from puntuale.apps.accounts.models import User
from puntuale.apps.estimates.errors import NothingToPrice, TooMuch
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.pricing import Rules, price_of, rules_for
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.waiting import WAITING
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.core.charges.effort import AboveLimit
from puntuale.core.charges.money import Money
from puntuale.core.charges.quoting import Quoted
from puntuale.core.charges.steps import as_data

State = Estimate.State


@dataclass(frozen=True, slots=True)
class Offer:
    """What an agent wants to offer: minutes by band, and what the agreement cannot know.

    `amount` counts only where the agreement names no price. Without a last day the agreement's
    own validity counts from the sending.
    """

    text: str = ""
    intervention: str = ""
    bands: Mapping[str, int] = field(default_factory=dict)
    expected_on: date | None = None
    valid_through: date | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """Effort as it can be offered, in whole steps, and its price; `amount` is None while unknown."""

    bands: Mapping[str, int]
    quoted: Quoted
    amount: Money | None

    @property
    def minutes(self) -> int:
        return sum(self.bands.values())


@transaction.atomic
def keep_draft(ticket: Ticket, offer: Offer, *, by: User, at: datetime) -> Estimate:
    """Keep what is to be offered; the first draft of a request says that one is being made.

    Raises:
        AlreadyClosed: the request must be reopened first.
        NothingToPrice: no agreement applies.
        TooMuch: more effort than an estimate may have.
    """
    ticket = locked_open(ticket)
    rules = rules_of(ticket)
    draft = Estimate.objects.filter(ticket=ticket, state=State.DRAFT).first()
    is_new = draft is None
    if draft is None:
        draft = Estimate(ticket=ticket, revision=next_revision(ticket))
    draft.made_by, draft.made_at = by, at
    fill(draft, offer, priced(ticket, rules, offer, at=at), rules)
    draft.save()
    if is_new:
        append(
            ticket, TicketEvent.Kind.ESTIMATE, at=at, by=by, what="drafted", revision=draft.revision
        )
        if ticket.state not in WAITING:
            ticket.state = Ticket.State.ESTIMATING
        refresh(ticket, at=at)
    return draft


@transaction.atomic
def drop_draft(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Think better of it: the draft is gone, its number is free again."""
    ticket = locked_open(ticket)
    draft = Estimate.objects.filter(ticket=ticket, state=State.DRAFT).first()
    if draft is None:
        return
    append(ticket, TicketEvent.Kind.ESTIMATE, at=at, by=by, what="dropped", revision=draft.revision)
    draft.delete()
    if ticket.state == Ticket.State.ESTIMATING:
        ticket.state = Ticket.State.IN_PROGRESS if ticket.taken_at else Ticket.State.NEW
    refresh(ticket, at=at)


def rules_of(ticket: Ticket) -> Rules:
    """How estimates of `ticket` are made.

    Raises:
        NothingToPrice: no agreement applies.
    """
    rules = rules_for(ticket)
    if rules is None:
        raise NothingToPrice("no_agreement")
    return rules


def priced(ticket: Ticket, rules: Rules, offer: Offer, *, at: datetime) -> Priced:
    """The effort of `offer` in whole steps, and what it costs now.

    Raises:
        TooMuch: more than an estimate may have.
    """
    known = {band.code for band in rules.bands}
    asked = {band: minutes for band, minutes in offer.bands.items() if band in known and minutes}
    try:
        bands = rules.effort.in_bands(asked)
    except AboveLimit as trouble:
        raise TooMuch from trouble
    found = price_of(ticket, rules, bands, at=at)
    amount = found.amount
    if amount is None and not found.refused:
        amount = offer.amount
    return Priced(bands, found, amount)


def fill(draft: Estimate, offer: Offer, found: Priced, rules: Rules) -> None:
    """Write what is offered into a draft."""
    draft.version = draft.ticket.version
    draft.language = draft.ticket.language
    draft.text, draft.intervention = offer.text.strip(), offer.intervention.strip()
    draft.bands, draft.effort_minutes = dict(found.bands), found.minutes
    draft.currency = rules.charging.currency
    draft.amount_minor = found.amount.minor if found.amount else 0
    draft.package_seconds = found.quoted.package_seconds
    draft.coupons = found.quoted.coupons
    draft.because = [as_data(step, rules.zone) for step in found.quoted.because]
    draft.expected_on, draft.valid_through = offer.expected_on, offer.valid_through


def next_revision(ticket: Ticket) -> int:
    last = Estimate.objects.filter(ticket=ticket).aggregate(last=Max("revision"))["last"]
    return (last or 0) + 1
