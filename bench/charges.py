"""What rating costs, beside a plain minute-by-minute walk, and with the database around it.

Every answer is compared with that of the walk first.

    python -m bench.charges

Times are of the processor, so that others on the machine disturb them less. The exit code is not
zero when any answer differs or a goal is missed.
"""

import os
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from bench.charges_peer import MinuteWalk, Work
from bench.processor_time import timed
from puntuale.apps.agreements.holidays import holidays_of
from puntuale.core.agreements.document.read import read_document
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.estimate import Estimate
from puntuale.core.charges.lots import Lot, Means
from puntuale.core.charges.money import rounded
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.pick import Case
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.work import Entry
from tests.environment.installation import new_installation

DOCUMENT = Path(__file__).parents[1] / "tests/specimens/agreements/standard-services.yaml"
MONTH = datetime(2026, 11, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CASE = Case(Classification("T2"))
ACCEPTED = Estimate(0, rounded(Decimal(10_000_000), "EUR"))
SIZES = (10, 100, 1_000, 10_000)
STORED = "bench.charges_store:measured"
FEW_AND_MANY = [10, 300]
OF_A_MONTH, ENTRIES_A_TICKET = 100_000, 5
DRAW = random.Random(2026)


def main() -> int:
    charging = charging_terms()
    walk = MinuteWalk(holidays_of("IT", None))
    tickets = [work(DRAW.randrange(1, 12)) for _ in range(400)]
    wrong = [each for each in tickets if walk.amount(each) != rate(charging, each).amount.decimal]
    print(f"Compared: {len(tickets)} tickets, {len(wrong) or 'none'} different", *wrong[:2])
    if wrong:
        return 1

    ours, theirs = beside_the_walk(charging, walk)
    hundred = growth(charging)
    month = whole_month(charging)
    beside_few, beside_many = with_the_database()

    print("\nGoals")
    met = [
        goal(f"a ticket with 100 entries under 5 ms: {hundred[100]:.2f}", hundred[100] < 5),
        goal(f"a month of 100,000 entries under 60 s: {month:.1f}", month < 60),
        goal(
            f"an entry among 10,000 at most 1.5 times one among 100: {hundred[0]:.2f}",
            hundred[0] <= 1.5,
        ),
        goal(f"faster than the walk: {theirs / ours:.1f} times", theirs > ours),
        goal(
            f"rated again beside {FEW_AND_MANY[1]:,} charges at most 1.25 times as long as beside"
            f" {FEW_AND_MANY[0]}: {beside_many / beside_few:.2f}",
            beside_many <= 1.25 * beside_few,
        ),
    ]
    return 0 if all(met) else 1


def beside_the_walk(charging: ChargingTerms, walk: MinuteWalk) -> tuple[float, float]:
    """Milliseconds of a ticket with 100 entries, ours and by the walk."""
    ticket = work(100)
    ours = best(lambda: rate(charging, ticket))
    theirs = best(lambda: walk.amount(ticket))
    lots = tuple(Lot(str(at), 36_000, MONTH + timedelta(days=at)) for at in range(20))
    prepaid = best(lambda: rate(charging, ticket, Means(packages=lots)))
    print(f"\n{'Milliseconds of a ticket with 100 entries':44}{ours:>9.2f}")
    print(f"  {'from 20 lots of packages':42}{prepaid:>9.2f}")
    print(f"  {'minute by minute':42}{theirs:>9.2f}")
    return ours, theirs


def growth(charging: ChargingTerms) -> dict[int, float]:
    """Milliseconds by number of entries; under 0 the growth of one entry from 100 to 10,000."""
    print(f"\n{'Milliseconds of a ticket with':32}" + "".join(f"{size:>12,}" for size in SIZES))
    tickets = {size: work(size) for size in SIZES}
    times = {size: best(lambda size=size: rate(charging, tickets[size])) for size in SIZES}
    print(f"{'entries':32}" + "".join(f"{times[size]:>12.2f}" for size in SIZES))
    print(f"{'microseconds of one':32}" + "".join(f"{times[s] / s * 1e3:>12.1f}" for s in SIZES))
    return times | {0: (times[10_000] / 10_000) / (times[100] / 100)}


def whole_month(charging: ChargingTerms) -> float:
    """Seconds to rate a month of entries, a few on each ticket."""
    tickets = [work(ENTRIES_A_TICKET) for _ in range(OF_A_MONTH // ENTRIES_A_TICKET)]
    seconds = timed(lambda: [rate(charging, ticket) for ticket in tickets])
    print(f"\nA month of {OF_A_MONTH:,} entries on {len(tickets):,} tickets: {seconds:.1f} s")
    return seconds


def with_the_database() -> tuple[float, float]:
    """Milliseconds to rate a stored ticket with 100 entries again, beside few charges and many."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PUNTUALE_DATA"] = folder
        with new_installation(Path(folder) / "installed") as installation:
            told = installation.call(STORED, entries=100, stored=FEW_AND_MANY)
    assert isinstance(told, list)
    print(f"\n{'Milliseconds of a stored ticket with 100 entries':52}{'again':>9}{'one more':>9}")
    for each in told:
        beside = f"  beside {each['stored']:,} other charges"
        print(f"{beside:52}{each['again']:>9.2f}{each['more']:>9.2f}")
    few, many = told
    return few["again"], many["again"]


def charging_terms() -> ChargingTerms:
    document = read_document(DOCUMENT.read_text()).document
    assert document is not None
    return charging_terms_of(document, terms_of(document, holidays_of))


def rate(charging: ChargingTerms, ticket: Work, means: Means = Means()) -> Charge:  # noqa: B008
    return charge_for(charging, CASE, [Entry(*each) for each in ticket], means, ACCEPTED)


def work(count: int) -> Work:
    """So many entries of some minutes to some hours, one after the other, through the month."""
    found, at = [], MONTH + MINUTE * DRAW.randrange(20 * 24 * 60)
    for _ in range(count):
        at += MINUTE * DRAW.randrange(1, 600)
        end = at + MINUTE * DRAW.randrange(1, 240)
        found.append((at, end))
        at = end
    return found


def best(action: object) -> float:
    assert callable(action)
    return min(timed(action) for _ in range(5)) * 1e3


def goal(text: str, verdict: bool) -> bool:  # noqa: FBT001
    print(f"  {'met' if verdict else 'NOT MET':9}{text}")
    return verdict


if __name__ == "__main__":
    sys.exit(main())
