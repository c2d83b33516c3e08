"""What a line of a statement pays: the one order that it names, when it is paid exactly by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from puntuale.apps.sales.bank.lines import Line
from puntuale.apps.sales.models import BankLine, Purchase
from puntuale.apps.sales.references import references_in


class Why(StrEnum):
    """Why a person has to say what a line is for."""

    UNKNOWN = "unknown"  # it names no order of ours
    SEVERAL = "several"  # it names more than one
    CLOSED = "closed"  # its order was paid or cancelled before
    CURRENCY = "currency"  # another currency than the order's
    PARTIAL = "partial"  # less than the order's amount
    TOO_MUCH = "too_much"  # more than that


@dataclass(frozen=True, slots=True)
class Match:
    """What would become of a line: it pays `purchase`, or somebody decides because of `why`."""

    line: Line
    purchase: Purchase | None = None
    why: Why | None = None
    is_known: bool = False

    @property
    def pays(self) -> bool:
        return self.purchase is not None and self.why is None and not self.is_known


def matched(lines: Iterable[Line]) -> list[Match]:
    """Each line with its order; a second one for the same order is left to a person."""
    lines = list(lines)
    keys = [line.key for line in lines]
    known = set(BankLine.objects.filter(key__in=keys).values_list("key", flat=True))
    named = {line.key: references_in(f"{line.text} {line.payer}") for line in lines}
    orders = Purchase.objects.filter(
        reference__in={each for found in named.values() for each in found}
    )
    by_reference = {
        each.reference: each for each in orders.select_related("organisation", "version")
    }
    found, taken = [], set[int]()
    for line in lines:
        theirs = {
            by_reference[each].pk: by_reference[each]
            for each in named[line.key]
            if each in by_reference
        }
        match = _match(line, list(theirs.values()), is_known=line.key in known)
        if match.pays and (purchase := match.purchase) is not None:
            if purchase.pk in taken:
                match = Match(line, purchase, Why.CLOSED)
            taken.add(purchase.pk)
        known.add(line.key)
        found.append(match)
    return found


def _match(line: Line, orders: list[Purchase], *, is_known: bool) -> Match:
    if is_known or not orders:
        return Match(line, None, None if is_known else Why.UNKNOWN, is_known)
    if len(orders) > 1:
        return Match(line, None, Why.SEVERAL)
    purchase = orders[0]
    return Match(line, purchase, _why_not(line, purchase))


def _why_not(line: Line, purchase: Purchase) -> Why | None:
    if purchase.state != Purchase.State.ORDERED:
        return Why.CLOSED
    if line.money.currency != purchase.currency:
        return Why.CURRENCY
    if line.money.minor == purchase.amount:
        return None
    return Why.PARTIAL if line.money.minor < purchase.amount else Why.TOO_MUCH
