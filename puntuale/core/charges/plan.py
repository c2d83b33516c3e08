"""How the row that decides is paid: its sources in order, and what becomes of the rest."""

from dataclasses import dataclass

from puntuale.core.agreements.terms.target import Facts
from puntuale.core.charges.estimate import Estimate
from puntuale.core.charges.lots import Means, in_draw_down_order
from puntuale.core.charges.rules import ChargingTerms, Effect, End, EndKind, Kind, Row
from puntuale.core.charges.sources import By, Coupons, IncludedPart, PrepaidTime, Source


@dataclass(frozen=True, slots=True)
class Plan:
    """The sources in the order in which they pay, and the end of the row."""

    sources: tuple[Source, ...]
    end: End

    @property
    def coupons(self) -> list[tuple[str | None, int, int]]:
        """The lot, how many it gave, and what each covers; those of no lot are owed."""
        return [
            (lot, count, source.covers)
            for source in self.sources
            if isinstance(source, Coupons)
            for lot, count in source.drawn.items()
        ]


def plan(
    charging: ChargingTerms, row: Row, facts: Facts, means: Means, estimate: Estimate | None
) -> Plan:
    """For a row that does not refuse. Only the sources that it names are used.

    What a row does not say follows from the document: prepaid time has its own shortfall, the
    rest of an included part waits for a quote, and an allowance without more refuses.
    """
    steps = [row.kind] if row.then in (None, row.kind) else [row.kind, row.then]
    sources: list[Source] = []
    end = End(EndKind.REFUSE)
    for kind in steps:
        match kind:
            case Kind.FREE:
                sources.append(IncludedPart(None))
            case Kind.INCLUDED:
                sources.append(IncludedPart(row.up_to))
                end = End(EndKind.QUOTE)
            case Kind.ALLOWANCE:
                sources += _allowance(charging, facts, means)
            case Kind.PACKAGE:
                end = charging.packages.shortfall if kind is steps[-1] else end
                sources.append(_packages(charging, means, estimate, end))
            case Kind.COUPON:
                end = _coupon_end(charging) if kind is steps[-1] else end
                sources += _coupons(charging, means, end)
            case Kind.RATE | Kind.INCIDENT:
                end = End(EndKind.RATE, row.rate)
            case Kind.QUOTE:
                end = End(EndKind.QUOTE, row.rate)
            case _:
                end = End(EndKind.REFUSE)
    return Plan(tuple(sources), end)


def _allowance(charging: ChargingTerms, facts: Facts, means: Means) -> list[Source]:
    rule = charging.allowance
    if rule is None or not rule.applies_to.matches(facts):
        return []
    lots = in_draw_down_order(means.allowance)
    return [PrepaidTime(By.ALLOWANCE, lots, is_weighted=rule.is_weighted)]


def _packages(charging: ChargingTerms, means: Means, estimate: Estimate | None, end: End) -> Source:
    rule = charging.packages
    is_limit = estimate is not None and charging.effect is not Effect.INDICATIVE
    return PrepaidTime(
        By.PACKAGE,
        in_draw_down_order(means.packages, rule.draw_down),
        is_weighted=rule.is_weighted,
        limit=estimate.package_time if estimate is not None and is_limit else None,
        owes=end.kind is EndKind.OWE,
    )


def _coupon_end(charging: ChargingTerms) -> End:
    return End(EndKind.REFUSE) if charging.coupons is None else charging.coupons.shortfall


def _coupons(charging: ChargingTerms, means: Means, end: End) -> list[Source]:
    rule = charging.coupons
    if rule is None:
        return []
    lots = in_draw_down_order(means.coupons, rule.draw_down)
    return [Coupons(rule.covers, lots, owes=end.kind is EndKind.OWE)]
