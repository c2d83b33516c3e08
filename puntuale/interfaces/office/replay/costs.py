"""What a replay's requests cost, and would have cost: figures of both sides, and the greatest changes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User
from puntuale.apps.charges.models import ReplayedCharges
from puntuale.apps.charges.replaying import Costs, costs_of
from puntuale.apps.charges.written import charge_of
from puntuale.apps.tickets.models import Replay
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.money import Money
from puntuale.ui.words.charges import amount, refused, result
from puntuale.ui.words.durations import duration

Figure = Callable[[Costs], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure on both sides."""

    figure: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A request that would have cost something else."""

    number: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReplayedCosts:
    """What the page shows; `requests` are those on which somebody worked."""

    is_finished: bool
    requests: int
    lines: list[Line]
    changes: list[Changed]


def replayed_costs(replay: Replay, reader: User) -> ReplayedCosts | None:
    """None: it was asked for without charges, from the command line."""
    found = ReplayedCharges.objects.filter(replay=replay).first()
    if found is None:
        return None
    before, after = costs_of(found)
    return ReplayedCosts(
        is_finished=found.finished_at is not None,
        requests=after.requests,
        lines=list(_lines(before, after)),
        changes=list(_changes(found, reader)),
    )


def _lines(before: Costs, after: Costs) -> Iterator[Line]:
    """The figures that are something on one side at least."""
    figures: tuple[tuple[str, Figure], ...] = (
        (_("Billed time"), lambda side: _time(side.seconds)),
        (_("In money"), lambda side: _money(side)),
        (_("Of packages"), lambda side: _time(side.package_seconds)),
        (_("Of the allowance"), lambda side: _time(side.allowance_seconds)),
        (_("Coupons"), lambda side: _count(side.coupons)),
        (_("Recorded and not charged"), lambda side: _count(side.refused)),
    )
    for name, figure in figures:
        if figure(before) != figure(Costs()) or figure(after) != figure(Costs()):
            yield Line(name, figure(before), figure(after))


def _changes(found: ReplayedCharges, reader: User) -> Iterator[Changed]:
    keys = [each["ticket"] for each in found.changes]
    numbers = dict(tickets_visible_to(reader).filter(pk__in=keys).values_list("pk", "number"))
    for each in found.changes:
        if each["ticket"] in numbers:
            before, after = (_said(charge_of(each[side])) for side in ("before", "after"))
            yield Changed(numbers[each["ticket"]], before, after)


def _said(charge: Charge) -> str:
    return refused(charge.refused) if charge.refused else result(charge)


def _time(seconds: int) -> str:
    return duration(timedelta(seconds=seconds))


def _money(side: Costs) -> str:
    return amount(Money(side.minor, side.currency)) if side.currency else "–"


def _count(number: int) -> str:
    return number_format(number, force_grouping=True)
