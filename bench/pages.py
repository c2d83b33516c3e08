"""The desk's pages at ten thousand and at a million stored requests, a tenth of them open.

    python -m bench.pages [--sqlite] [--postgresql] [--sizes 10000 1000000] [--rounds 30]

Builds each database in a folder that is removed afterwards, compares what the pages answer, then
measures them through the whole stack, without network. Of five batches the quietest counts, by its
median on the wall; what its process took of the processor stands beside it. The exit code is not
zero when an answer differs or a goal is missed.
"""

import argparse
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.environment.postgres import start_cluster

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 1_000_000)
# Milliseconds at the median, by the first word of a page's name; of the others only the growth is
# judged. A full ticket has one of everything that its page can show.
GOALS = {"queue": 25.0, "ticket": 30.0, "search": 30.0, "notices": 30.0}
GROWTH = 1.5
Report = dict[str, Any]


def main() -> int:
    asked = _arguments()
    faults: list[str] = []
    for name in asked.databases:
        reports = []
        for size in asked.sizes:
            reports.append(_measured(name, size, asked.rounds))
            _print(name, size, reports[-1], reports[0])
        faults += [f"{name}: {fault}" for fault in _faults(reports)]
    for fault in faults:
        print("!", fault)
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--sqlite", action="append_const", dest="databases", const="SQLite")
    parser.add_argument("--postgresql", action="append_const", dest="databases", const="PostgreSQL")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=30)
    asked = parser.parse_args()
    asked.databases = asked.databases or ["SQLite", "PostgreSQL"]
    return asked


def _measured(name: str, size: int, rounds: int) -> Report:
    with tempfile.TemporaryDirectory(prefix="puntuale-pages-") as folder, server(name) as url:
        environment = os.environ | {"PUNTUALE_DATA": folder, "PUNTUALE_LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        if url:
            environment["DATABASE_URL"] = url
        command = [sys.executable, "-m", "bench.pages_shown", str(size), str(rounds)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True
        )
    return dict(json.loads(done.stdout))


@contextlib.contextmanager
def server(name: str) -> Iterator[str]:
    if name == "SQLite":
        yield ""
    else:
        with start_cluster() as url:
            yield url


def _print(name: str, size: int, report: Report, first: Report) -> None:
    built = f"built in {report['built']:.0f} s, {report['bytes'] / 1e6:.0f} MB"
    print(f"\n{name}, {size:,} requests, {report['open']:,} open ({built})")
    for page, figures in report["pages"].items():
        slower = figures["median"] / first["pages"][page]["median"]
        print(
            f"  {page:28} median {figures['median']:6.1f} ms   best {figures['best']:6.1f} ms"
            f"   processor {figures['processor']:6.1f} ms   {figures['queries']:2} queries"
            f"   {slower:5.2f} times as long",
            flush=True,
        )


def _faults(reports: Sequence[Report]) -> Iterator[str]:
    first = reports[0]
    for report in reports:
        yield from report["faults"]
        if report["queue"] != first["queue"]:
            yield "the first page of the queue depends on how many requests are stored"
        for page, figures in report["pages"].items():
            goal = GOALS.get(page.split()[0].rstrip(","), math.inf)
            if figures["median"] > goal:
                yield f"{page}: {figures['median']:.1f} ms, the goal is {goal:.0f} ms"
            slower = figures["median"] / first["pages"][page]["median"]
            if slower > GROWTH:
                yield f"{page}: {slower:.2f} times slower, the goal is {GROWTH}"


if __name__ == "__main__":
    sys.exit(main())
