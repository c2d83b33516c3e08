"""What holds for every charge, whatever was worked and wherever."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import accumulate
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntuale.core.agreements.request import Classification
from puntuale.core.charges.bands import divided
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.lots import Lot, Means
from puntuale.core.charges.pick import Case
from puntuale.core.charges.pricing import total
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.steps import Paid, QuoteRequired, Rated
from puntuale.core.charges.work import Entry
from tests.core.charges.asking import accepted, charging

ZONES = (
    *("Europe/Rome", "America/New_York", "America/St_Johns", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "Pacific/Apia", "America/Havana"),
)
SECOND = timedelta(seconds=1)
# Around a change of the clock and a month's end, around Christmas, and around nothing special.
BEGINNINGS = [
    datetime(2026, 10, 24, tzinfo=UTC),
    datetime(2026, 12, 24, tzinfo=UTC),
    datetime(2027, 3, 13, tzinfo=UTC),
    datetime(2026, 11, 23, tzinfo=UTC),
]

laws = settings(max_examples=60)


def standard(zone: str, scope: str = "ticket") -> ChargingTerms:
    return charging(
        "standard-services",
        ("timezone: Europe/Rome", f"timezone: {zone}"),
        ("scope: ticket", f"scope: {scope}"),
    )


def bespoke(zone: str, scope: str = "ticket_day") -> ChargingTerms:
    return charging(
        "bespoke",
        ("timezone: Europe/London", f"timezone: {zone}"),
        ("scope: ticket_day", f"scope: {scope}"),
    )


@st.composite
def worked(draw: st.DrawFn) -> list[Entry]:
    """Entries of one or two people, of seconds to hours, over some ten days."""
    entries = []
    for worker in draw(st.sampled_from([("a",), ("a", "b")])):
        begin = draw(st.sampled_from(BEGINNINGS))
        steps = draw(st.lists(st.integers(1, 60_000), min_size=2, max_size=8))
        edges = [begin + SECOND * at for at in accumulate(steps)]
        pairs = zip(edges[::2], edges[1::2], strict=False)
        entries += [Entry(start, end, worker) for start, end in pairs]
    return entries


lots = st.lists(
    st.tuples(st.integers(0, 30_000), st.sampled_from([None, *BEGINNINGS]), st.integers(1, 20)),
    max_size=4,
).map(
    lambda given: tuple(
        Lot(str(at), left, start, None if start is None else start + timedelta(days=days))
        for at, (left, start, days) in enumerate(given)
    )
)


@st.composite
def tickets(draw: st.DrawFn) -> tuple[ChargingTerms, Case, Means]:
    """A request that may be paid by time, by money, or by both."""
    zone = draw(st.sampled_from(ZONES))
    scope = draw(st.sampled_from(["ticket", "ticket_day", "entry"]))
    if draw(st.booleans()):
        return standard(zone, scope), Case(Classification("T2")), Means(packages=draw(lots))
    return bespoke(zone, scope), Case(Classification(None, "S1")), Means(allowance=draw(lots))


def rated(ticket: tuple[ChargingTerms, Case, Means], work: list[Entry]) -> Charge:
    terms, case, means = ticket
    return charge_for(terms, case, work, means, accepted("100000.00", currency=terms.currency))


@laws
@given(tickets(), worked(), st.randoms(use_true_random=False))
def test_the_same_work_costs_the_same_however_it_was_entered(ticket, work, random):
    entered = list(work)
    random.shuffle(entered)

    assert rated(ticket, entered) == rated(ticket, work)


@laws
@given(tickets(), worked(), st.data())
def test_an_entry_split_at_any_instant_costs_the_same(ticket, work, data):
    if ticket[0].rounding.scope == "entry":
        return
    whole = data.draw(st.sampled_from(work))
    length = (whole.end - whole.start) // SECOND
    if length < 2:
        return
    at = whole.start + SECOND * data.draw(st.integers(1, length - 1))
    halves = [Entry(whole.start, at, whole.worker), Entry(at, whole.end, whole.worker)]

    split = rated(ticket, [*(each for each in work if each is not whole), *halves])

    assert split == rated(ticket, work)


@laws
@given(tickets(), worked())
def test_lines_sum_to_the_amount(ticket, work):
    charge = rated(ticket, work)

    assert total(charge.lines, charge.amount.currency) == charge.amount
    assert len({line.band for line in charge.lines}) == len(charge.lines)


@laws
@given(tickets(), worked())
def test_every_billed_second_is_paid_once(ticket, work):
    charge = rated(ticket, work)

    paid: dict[str, Fraction] = {}
    for step in charge.because:
        if isinstance(step, Paid | Rated):
            paid[step.band] = paid.get(step.band, Fraction(0)) + step.seconds
    assert not any(isinstance(step, QuoteRequired) for step in charge.because)
    assert paid == dict(charge.seconds)


@laws
@given(tickets(), worked())
def test_a_lot_gives_what_it_has_and_what_was_weighed(ticket, work):
    charge = rated(ticket, work)
    had = {lot.id: lot.left for lot in (*ticket[2].packages, *ticket[2].allowance)}

    weighed: dict[str | None, Fraction] = {}
    for step in charge.because:
        if isinstance(step, Paid):
            weighed[step.lot] = weighed.get(step.lot, Fraction(0)) + step.seconds * step.weight
    drawn = {draw.lot: draw.quantity for draw in (*charge.packages, *charge.allowance)}
    assert drawn == {lot: ceil(seconds) for lot, seconds in weighed.items()}
    assert all(quantity <= had[lot] for lot, quantity in drawn.items())


@laws
@given(tickets(), worked())
def test_recorded_time_is_real_time(ticket, work):
    charge = rated(ticket, work)

    recorded = sum(step.seconds for step in charge.because if step.code == "worked")
    assert recorded == sum((each.end - each.start) / SECOND for each in work)


@laws
@given(tickets(), worked())
def test_billed_time_is_recorded_time_in_started_increments(ticket, work):
    charge = rated(ticket, work)

    rounded = [step for step in charge.because if step.code == "rounded"]
    assert sum(step.billed_seconds for step in rounded) == sum(dict(charge.seconds).values())
    for step in rounded:
        assert step.billed_seconds % step.increment_seconds == 0
        assert step.billed_seconds >= step.recorded_seconds - 59
        is_minimum = step.reached == "minimum"
        assert is_minimum or step.billed_seconds < step.recorded_seconds + step.increment_seconds


stretches = st.lists(st.integers(0, 60), unique=True, max_size=12).map(
    lambda edges: list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


@given(stretches, stretches)
def test_dividing_stretches_puts_every_instant_on_one_side(free, by):
    inside, outside = divided(free, by)

    def instants(some):
        return [at for start, end in some for at in range(start, end)]

    assert instants(inside) == [at for at in instants(free) if at in instants(by)]
    assert instants(outside) == [at for at in instants(free) if at not in instants(by)]


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_and_night_of_work_fills_both_bands(zone):
    work = [Entry(BEGINNINGS[3], BEGINNINGS[3] + timedelta(days=7), "a")]

    charge = rated((standard(zone), Case(Classification("T2")), Means()), work)

    # Five working days of nine hours lie in any week without a holiday and a change of clock.
    assert dict(charge.seconds) == {"base": 45 * 3600, "out_of_hours": (168 - 45) * 3600}
