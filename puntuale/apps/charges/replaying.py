"""Minutes and money of a replay: what its requests cost, and would have cost under other terms.

Each request is rated alone, with what its customer has; nothing is written to any of them. The job
`replay.charges` rates some at a time and leaves the next step, as the replay of promises does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.charges.first_level import our_case, with_partner_terms
from puntuale.apps.charges.means import supposed_means
from puntuale.apps.charges.models import ReplayedCharges
from puntuale.apps.charges.queries import last_charge
from puntuale.apps.charges.rating import days_of
from puntuale.apps.charges.terms import billable_work
from puntuale.apps.charges.written import as_json
from puntuale.apps.customers.models import Organisation
from puntuale.apps.estimates.queries import accepted_estimate
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.tickets.models import Replay, Ticket
from puntuale.apps.tickets.replay.actions import ask_for_replay, chosen_by, terms_of
from puntuale.apps.tickets.replay.chosen import Chosen
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.read import read_document
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.rules import ChargingTerms

STEP = 100
MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class Costs:
    """The sums of one side; seconds are billed ones, or drawn ones. `refused` requests cost nothing."""

    requests: int = 0
    seconds: int = 0
    minor: int = 0
    coupons: int = 0
    package_seconds: int = 0
    allowance_seconds: int = 0
    refused: int = 0
    currency: str = ""

    def plus(self, charge: Charge) -> "Costs":
        return Costs(
            requests=self.requests + 1,
            seconds=self.seconds + int(sum(seconds for _band, seconds in charge.seconds)),
            minor=self.minor + charge.amount.minor,
            coupons=self.coupons + charge.coupons_used + charge.coupons_owed,
            package_seconds=self.package_seconds + _drawn(charge.packages) + charge.owed_seconds,
            allowance_seconds=self.allowance_seconds + _drawn(charge.allowance),
            refused=self.refused + (charge.refused is not None),
            currency=charge.amount.currency,
        )


@transaction.atomic
def ask(
    agreement: Agreement,
    version: AgreementVersion,
    *,
    first_date: date,
    last_date: date,
    organisation: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> Replay:
    """Leave a replay to the worker, of promises and of charges; raises what `ask_for_replay` does."""
    replay = ask_for_replay(
        agreement,
        version,
        first_date=first_date,
        last_date=last_date,
        organisation=organisation,
        by=by,
        at=at,
    )
    _leave_step(ReplayedCharges.objects.create(replay=replay), at=at)
    return replay


def handle(payload: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Rate the next requests of the replay named by `replay_id`, unless another worker did."""
    rows = ReplayedCharges.objects.filter(finished_at=None, after=payload["after"])
    with transaction.atomic():
        mine = rows.select_for_update(of=("self",)).select_related(
            "replay__agreement", "replay__version"
        )
        for replayed in mine.filter(replay=payload["replay_id"]):
            _take_step(replayed, at=at)


def costs_of(replayed: ReplayedCharges) -> tuple[Costs, Costs]:
    """The sums of both sides by now: as charged, and as it would have been."""
    return Costs(**replayed.before_costs), Costs(**replayed.after_costs)


def costs_beside(chosen: Chosen, document: Document, terms: Terms) -> tuple[Costs, Costs]:
    """The sums of both sides over all of `chosen`, at once: for whoever waits for them."""
    charging = charging_terms_of(document, terms)
    before, after, last = Costs(), Costs(), 0
    while step := _rated_beside(chosen, document, charging, after=last):
        for _ticket, was, would_be in step:
            before, after = before.plus(was), after.plus(would_be)
        last = step[-1][0].pk
    return before, after


def _take_step(replayed: ReplayedCharges, *, at: datetime) -> None:
    replay = replayed.replay
    document = _document(replay)
    charging = charging_terms_of(document, terms_of(replay))
    chosen = chosen_by(replay, charging.terms)
    step = _rated_beside(chosen, document, charging, after=replayed.after)
    before, after = costs_of(replayed)
    changes = list(replayed.changes)
    for ticket, was, would_be in step:
        before, after = before.plus(was), after.plus(would_be)
        changes += _change(ticket, was, would_be)
    changes.sort(key=lambda each: (-each["weight"], each["ticket"]))
    replayed.before_costs, replayed.after_costs = asdict(before), asdict(after)
    replayed.changes = changes[:MOST_CHANGES]
    replayed.after = step[-1][0].pk if step else replayed.after
    replayed.finished_at = None if step else at
    replayed.save()
    if step:
        _leave_step(replayed, at=at)


def _rated_beside(
    chosen: Chosen, document: Document, charging: ChargingTerms, *, after: int
) -> list[tuple[Ticket, Charge, Charge]]:
    """The next requests on which somebody worked, with what they cost and would have cost."""
    tickets = chosen.tickets().filter(entries__withdrawn_at=None)
    worked = tickets.filter(pk__gt=after, entries__isnull=False).distinct()
    step = list(worked.select_related("coverage", "organisation")[:STEP])
    would_be = [_under(ticket, document, charging) for ticket in step]
    return [
        (ticket, _charged(ticket) or _nothing(other), other)
        for ticket, other in zip(step, would_be, strict=True)
    ]


def _charged(ticket: Ticket) -> Charge | None:
    charge = last_charge(ticket)
    return None if charge is None else charge.charge


def _under(ticket: Ticket, document: Document, charging: ChargingTerms) -> Charge:
    entries, charging = billable_work(ticket), with_partner_terms(ticket, document, charging)
    means = supposed_means(ticket, charging, days_of(entries, charging), document)
    estimate = accepted_estimate(ticket)
    return charge_for(charging, our_case(ticket, charging.terms), entries, means, estimate)


def _change(ticket: Ticket, was: Charge, would_be: Charge) -> Iterator[dict[str, Any]]:
    if _paid(was) == _paid(would_be):
        return
    pairs = zip(_paid(was)[1:], _paid(would_be)[1:], strict=True)
    weight = sum(abs(one - other) for one, other in pairs)
    yield {
        "ticket": ticket.pk,
        "weight": weight,
        "before": as_json(replace(was, because=())),
        "after": as_json(replace(would_be, because=())),
    }


def _paid(charge: Charge) -> tuple[str, int, int, int]:
    """What the customer would notice; a minute of prepaid time, or a coupon, weighs as a unit of money."""
    drawn = _drawn(charge.packages) + _drawn(charge.allowance) + charge.owed_seconds
    coupons = charge.coupons_used + charge.coupons_owed
    return charge.refused or "", charge.amount.minor, drawn // 60, coupons * 100


def _nothing(like: Charge) -> Charge:
    return Charge(like.amount - like.amount, like.amount - like.amount)


def _drawn(draws: Any) -> int:
    return sum(draw.quantity for draw in draws)


def _document(replay: Replay) -> Document:
    """The other document, as it was when the replay was asked for."""
    if not replay.document:
        return document_of(replay.version)
    document = read_document(replay.document).document
    assert document is not None, "it was sound when it was asked about"
    return document


def _leave_step(replayed: ReplayedCharges, *, at: datetime) -> None:
    payload = {"replay_id": replayed.replay_id, "after": replayed.after}
    enqueue("replay.charges", payload, at=at)
