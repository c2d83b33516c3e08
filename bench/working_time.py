"""Working time beside what else answers the same questions; every answer is compared first.

    python -m bench.working_time

Times are of the processor, so that others on the machine disturb them less. The exit code is not
zero when any answer differs.
"""

import random
import sys
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

import numpy as np

from bench.ahead import come_first
from bench.processor_time import each, timed
from bench.working_time_peers import OFFICE, business_time_delta, day_walk, pandas_hours
from puntuale.core.working_time.batch import add_many, between_many
from puntuale.core.working_time.calendar import Calendar, compiled
from puntuale.core.working_time.instants import microseconds, seconds
from puntuale.core.working_time.offsets import offsets_of_dates
from puntuale.core.working_time.table import BLOCK
from puntuale.core.working_time.timeline import Timeline

Ask = Callable[[Any, Any], Any]
Questions = list[tuple[Any, Any]]

QUESTIONS, PAIRS = 10_000, 1_000_000
FIRST, LAST = datetime(2022, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
GROWTH = (1, 8, 40, 240, 2000)
BLOCK_YEARS = (1 << BLOCK) / 86_400 / 365.2425
DRAW = random.Random(2026)

differences = 0


def main() -> int:
    come_first()
    walk, library, pandas = day_walk(), business_time_delta(), pandas_hours()
    adds = [(start(), MINUTE * DRAW.randrange(60, 14_401)) for _ in range(QUESTIONS)]
    whole = [(start(), HOUR * DRAW.randrange(1, 241)) for _ in range(200)]
    spans = [(at, at + timedelta(days=DRAW.randrange(60))) for at, _ in adds]

    print("Compared, before anything is measured")
    compare("add, day walk", walk[0], OFFICE.add, adds[:2000])
    compare("add, businesstimedelta", library[0], OFFICE.add, adds[:250])
    compare("add, pandas", pandas, lambda at, work: OFFICE.next_open(OFFICE.add(at, work)), whole)
    compare("between, day walk", walk[1], OFFICE.between, spans[:2000])
    compare("between, businesstimedelta", library[1], OFFICE.between, spans[:250])
    pairs = compare_batches()
    if differences:
        return 1

    ours, ratio = ratios(adds, spans, whole, walk, library, pandas)
    flat = growth(walk[0], library[0], pandas)
    cold, warm, kept = compiling()
    rates = batches(*pairs)
    never = each(Calendar("UTC", ((),) * 7).add, adds, rounds=3)

    print("\nGoals")
    goal(f"add on aware datetimes at most 2 us: {ours:.2f}", ours <= 2, ours <= 1)
    goal(f"at least 1,000 times faster than businesstimedelta: {ratio:,.0f}", ratio >= 1000)
    goal(f"flat within 1.5 times from 1 h to 2,000 h: {flat:.2f}", flat <= 1.5)
    goal(f"batch at least 20 million a second: {rates:.1f}", rates >= 20, rates >= 40)
    goal(f"compiling at most 1 ms a calendar-year: {cold:.2f}, known zone {warm:.2f}", cold <= 1)
    goal(f"at most 20 KiB kept a calendar-year: {kept:.1f}", kept <= 20)
    goal(f"a calendar that never opens answers at once: {never:.2f} us", never <= 10)
    return 0


def ratios(
    adds: Questions,
    spans: Questions,
    whole: Questions,
    walk: tuple[Ask, Ask],
    library: tuple[Ask, Ask],
    pandas: Ask,
) -> tuple[float, float]:
    """Print every peer; answer our microseconds and the ratio to businesstimedelta."""
    integers = [(seconds(at), work // timedelta(seconds=1)) for at, work in adds]
    add, between = each(OFFICE.add, adds, rounds=7), each(OFFICE.between, spans, rounds=7)
    times = {
        "this, aware datetimes": (add, between),
        "this, whole seconds": (each(OFFICE.add_seconds, integers, rounds=7), None),
        "day walk with zoneinfo": (each(walk[0], adds[:2000]), each(walk[1], spans[:2000])),
        "pandas CustomBusinessHour": (each(pandas, whole), None),
        "businesstimedelta": (each(library[0], adds[:250]), each(library[1], spans[:250])),
    }
    print(f"\n{'Microseconds':30}{'add':>12}{'times':>9}{'between':>12}{'times':>9}")
    for name, (one, other) in times.items():
        print(f"  {name:28}{one:>12,.2f}{one / add:>9,.1f}" + ratio_cell(other, between))
    return add, times["businesstimedelta"][0] / add


def ratio_cell(measured: float | None, ours: float) -> str:
    return "" if measured is None else f"{measured:>12,.2f}{measured / ours:>9,.1f}"


def growth(walk: Ask, library: Ask, pandas: Ask) -> float:
    """Print the cost of one add of ever more hours; answer our worst by our best."""
    peers = {"this": (OFFICE.add, 2000, 25), "day walk with zoneinfo": (walk, 20, 1)}
    peers |= {"pandas CustomBusinessHour": (pandas, 50, 1), "businesstimedelta": (library, 3, 1)}
    print(f"\n{'Microseconds of one add of':30}" + "".join(f"{hours:>11,} h" for hours in GROWTH))
    lines = {}
    for name, (ask, count, rounds) in peers.items():
        asked = [[(start(), HOUR * hours) for _ in range(count)] for hours in GROWTH]
        # Round after round, so that a disturbance does not meet one column alone.
        measured = [[each(ask, questions) for questions in asked] for _ in range(rounds)]
        lines[name] = [min(column) for column in zip(*measured, strict=True)]
        print(f"  {name:28}" + "".join(f"{one:>13,.2f}" for one in lines[name]))
    return max(lines["this"]) / min(lines["this"])


def compiling() -> tuple[float, float, float]:
    """Milliseconds to compile a calendar-year, in a new and a known zone, and the KiB it keeps."""
    first, count = seconds(FIRST) >> BLOCK, 4
    years = count * BLOCK_YEARS
    cold = min(compile_blocks(first, count, known_zone=False) for _ in range(5)) / years * 1e3
    warm = min(compile_blocks(first, count, known_zone=True) for _ in range(5)) / years * 1e3
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    timeline = Timeline(OFFICE.zone, compiled(OFFICE).dates)
    total = sum(timeline.total(block) for block in range(first, first + count))
    kept = (tracemalloc.get_traced_memory()[0] - before) / years / 1024
    tracemalloc.stop()
    print(f"\nCompiled {years:.1f} years of {total / 3600:,.0f} open hours")
    print(f"  {cold:.2f} ms a year, {warm:.2f} in a known zone; {kept:.1f} KiB kept a year")
    return cold, warm, kept


def compile_blocks(first: int, count: int, *, known_zone: bool) -> float:
    if not known_zone:
        offsets_of_dates.cache_clear()
    timeline = Timeline(OFFICE.zone, compiled(OFFICE).dates)
    begun = process_time()
    for block in range(first, first + count):
        timeline.table(block)
    return process_time() - begun


def compare_batches() -> tuple[Any, Any, Any]:
    """Random starts, ends and amounts, some of each asked one by one as well."""
    random_numbers = np.random.default_rng(2026)
    bounds = microseconds(FIRST), microseconds(LAST)
    starts, ends = random_numbers.integers(*bounds, PAIRS), random_numbers.integers(*bounds, PAIRS)
    amounts = random_numbers.integers(1, 240 * 3600 * 10**6, PAIRS)
    some = range(0, PAIRS, 20)
    added, between = add_many(OFFICE, starts, amounts), between_many(OFFICE, starts, ends)
    for name, found, ask, second in [
        ("add, batch", added, OFFICE.add_microseconds, amounts),
        ("between, batch", between, OFFICE.microseconds_between, ends),
    ]:
        asked = [(int(starts[place]), int(second[place])) for place in some]
        told = iter(found[::20].tolist())
        compare(name, lambda *_, told=told: next(told), ask, asked)
    return starts, ends, amounts


def batches(starts: Any, ends: Any, amounts: Any) -> float:
    """Print millions a second; the slower of both questions over all pairs."""
    print(f"\n{'Millions a second':30}{'add':>12}{'between':>12}")
    for count in (1_000, 10_000, 100_000, PAIRS):
        part = slice(count)
        questions = [
            lambda: add_many(OFFICE, starts[part], amounts[part]),  # noqa: B023, asked at once
            lambda: between_many(OFFICE, starts[part], ends[part]),  # noqa: B023, asked at once
        ]
        rates = [count / min(timed(ask) for _ in range(9)) / 1e6 for ask in questions]
        print(f"  {count:<28,}" + "".join(f"{rate:>12.1f}" for rate in rates))
    return min(rates)


def start() -> datetime:
    return FIRST + MINUTE * DRAW.randrange((LAST - FIRST) // MINUTE)


def compare(name: str, peer: Ask, ours: Ask, asked: Questions) -> None:
    global differences
    wrong = [question for question in asked if peer(*question) != ours(*question)]
    differences += len(wrong)
    print(f"  {name:28}{len(asked):>8,} answers, {len(wrong) or 'none'} different", *wrong[:3])


def goal(text: str, *verdicts: bool) -> None:
    words = ["met" if verdict else "NOT MET" for verdict in verdicts]
    print(f"  {words[0]:9}{text}" + "".join(f"; stretch {word}" for word in words[1:]))


if __name__ == "__main__":
    sys.exit(main())
