"""Which agreement a request runs under, and why every other one does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from puntuale.core.agreements.instants import utc
from puntuale.core.agreements.terms.terms import Terms

NO_COVERAGE = "no_coverage"
NOTHING_APPLIES = "nothing_applies"


class Why(StrEnum):
    """Why a candidate lost; `won` is the one that did not."""

    WON = "won"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    SUSPENDED = "suspended"
    OTHER_PRODUCT = "other_product"
    OTHER_DEPLOYMENT = "other_deployment"
    PARTNER_NOT_REACHED = "partner_not_reached"
    REQUIREMENT_MISSING = "requirement_missing"
    LOWER_PRECEDENCE = "lower_precedence"
    STARTED_EARLIER = "started_earlier"
    NOT_NEEDED = "not_needed"  # the standard agreement, where a coverage applies


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for support of a product, and the rights that the one who asks holds.

    `product` None is not known yet, and excludes nothing. `holds` are words that agreements
    require, such as `registered_user` and `licence`. `past_partner`: the partner was not reached, so
    what partners sell does not help.
    """

    submitted_at: datetime
    product: str | None = None
    holds: frozenset[str] = frozenset()
    past_partner: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "submitted_at", utc(self.submitted_at))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A coverage that could apply, or the standard agreement (`starts_on` None: for everybody).

    Its dates are local to the agreement: from 00:00 of `starts_on` to the end of `ends_on`.
    `products` None are all in the agreement's scope; `deployment` None is not said.
    """

    id: str
    terms: Terms
    starts_on: date | None = None
    ends_on: date | None = None
    suspended_at: datetime | None = None
    products: frozenset[str] | None = None
    deployment: str | None = None
    is_of_partner: bool = False

    @property
    def is_standard(self) -> bool:
        return self.starts_on is None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one candidate; `detail` is the missing right, or the winner's id."""

    candidate: str
    agreement: str
    version: int
    precedence: int
    why: Why
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The decision with every candidate: the winner, or the reason why there is none."""

    winner: Candidate | None
    reason: str | None
    verdicts: tuple[Verdict, ...]


def decide_entitlement(candidates: Iterable[Candidate], asked: Asked) -> Entitlement:
    """The candidate with the highest precedence among those that apply at submission.

    Of equal precedence the coverage that started last wins, then the lower id. Where no
    coverage applies, the standard agreement does, if it is among the candidates.
    """
    listed = sorted(candidates, key=_rank)
    lost = {each.id: _why_not(each, asked) for each in listed}
    able = [each for each in listed if lost[each.id] is None]
    winner = able[0] if able else None
    reason = None if winner else NOTHING_APPLIES if listed else NO_COVERAGE
    verdicts = [_verdict(each, lost[each.id] or _beaten(each, winner)) for each in listed]
    return Entitlement(winner, reason, tuple(verdicts))


Reason = tuple[Why, str | None]


def _rank(candidate: Candidate) -> tuple[bool, int, int, str]:
    started = candidate.starts_on or date.min
    return candidate.is_standard, -candidate.terms.precedence, -started.toordinal(), candidate.id


def _why_not(candidate: Candidate, asked: Asked) -> Reason | None:
    why = _why_not_active(candidate, asked.submitted_at) or _why_out_of_scope(candidate, asked)
    if why is not None:
        return why, None
    if asked.past_partner and candidate.is_of_partner:
        return Why.PARTNER_NOT_REACHED, None
    missing = sorted(candidate.terms.requires - asked.holds)
    return (Why.REQUIREMENT_MISSING, missing[0]) if missing else None


def _why_not_active(candidate: Candidate, at: datetime) -> Why | None:
    if candidate.starts_on is not None and at < _midnight(candidate, candidate.starts_on):
        return Why.NOT_STARTED
    if candidate.ends_on is not None:
        day_after = candidate.ends_on + timedelta(days=1)
        if at >= _midnight(candidate, day_after):
            return Why.ENDED
    if candidate.suspended_at is not None and at >= candidate.suspended_at:
        return Why.SUSPENDED
    return None


def _midnight(candidate: Candidate, day: date) -> datetime:
    # A comparison of two zones is one of instants; only inside one zone wall clocks would count.
    return utc(datetime.combine(day, time(), candidate.terms.zone))


def _why_out_of_scope(candidate: Candidate, asked: Asked) -> Why | None:
    for products in (candidate.terms.products, candidate.products):
        if asked.product is not None and products is not None and asked.product not in products:
            return Why.OTHER_PRODUCT
    deployments, deployment = candidate.terms.deployments, candidate.deployment
    if deployment is not None and deployments is not None and deployment not in deployments:
        return Why.OTHER_DEPLOYMENT
    return None


def _beaten(candidate: Candidate, winner: Candidate | None) -> Reason:
    assert winner is not None
    if candidate is winner:
        return Why.WON, None
    if candidate.is_standard:
        return Why.NOT_NEEDED, winner.id
    lower = candidate.terms.precedence < winner.terms.precedence
    return (Why.LOWER_PRECEDENCE if lower else Why.STARTED_EARLIER), winner.id


def _verdict(candidate: Candidate, reason: Reason) -> Verdict:
    terms, (why, detail) = candidate.terms, reason
    return Verdict(candidate.id, terms.code, terms.version, terms.precedence, why, detail)
