"""Stored requests with six events each, read from the database and replayed under one agreement.

    python -m bench.replay [--sqlite] [--postgresql] [--sizes 10000 100000 1000000]

Builds each database in a folder that is removed afterwards. First a thousand requests, drawn at
random, are compared with what each of them comes to when it is read by itself; then all are
replayed, in one process on one core. The rival in the same run is that single reading of a sample.
The exit code is not zero when an answer differs or a goal is missed.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.pages import server

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000, 1_000_000)
SECONDS_FOR_A_MILLION = 60.0
GROWTH = 1.25  # of the cost of one request, from one size to the next
MORE_MEMORY = 1.25
Report = dict[str, Any]


def main() -> int:
    asked = _arguments()
    faults: list[str] = []
    for name in asked.databases:
        reports = [_measured(name, size) for size in asked.sizes]
        for report in reports:
            _print(name, report)
        faults += [f"{name}: {fault}" for fault in _faults(reports)]
    for fault in faults:
        print("!", fault)
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--sqlite", action="append_const", dest="databases", const="SQLite")
    parser.add_argument("--postgresql", action="append_const", dest="databases", const="PostgreSQL")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    asked = parser.parse_args()
    asked.databases = asked.databases or ["SQLite", "PostgreSQL"]
    return asked


def _measured(name: str, size: int) -> Report:
    with tempfile.TemporaryDirectory(prefix="puntuale-replay-") as folder, server(name) as url:
        environment = os.environ | {"PUNTUALE_DATA": folder, "PUNTUALE_LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        if url:
            environment["DATABASE_URL"] = url
        # Measured in a process of its own: building would have left its memory behind.
        for part in ("build", "measure"):
            command = [sys.executable, "-m", "bench.replay_run", part, str(size)]
            done = subprocess.run(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True
            )
    return dict(json.loads(done.stdout))


def _print(name: str, report: Report) -> None:
    requests, events = report["requests"], report["events"]
    print(f"\n{name}, {requests:,} requests with {events:,} events")
    print(
        f"  {report['compared']} compared with the single answer, {report['different']} differ;"
        f" {report['alone']:.1%} are read one by one"
    )
    for against, figures in report["replays"].items():
        print(
            f"  {against:22} {figures['wall']:7.2f} s, processor {figures['processor']:7.2f} s,"
            f" {figures['processor'] / requests * 1e6:6.1f} us a request,"
            f" most memory {figures['memory']:.0f} MB"
        )
    print(f"  read one by one        {report['single']:.0f} us a request")


def _faults(reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        if report["different"]:
            yield f"{report['different']} requests come to something else"
        for against, figures in report["replays"].items():
            allowed = SECONDS_FOR_A_MILLION * max(report["requests"], 100_000) / 1_000_000
            if figures["processor"] > allowed:
                yield f"{against}: {figures['processor']:.1f} s, the goal is {allowed:.1f} s"
    for less, more in itertools.pairwise(reports):
        for against, figures in more["replays"].items():
            before = less["replays"][against]
            one, other = (
                each["processor"] / report["requests"]
                for each, report in ((before, less), (figures, more))
            )
            print(f"  {against}: one request costs {other / one:.2f} times as much")
            if other / one > GROWTH:
                yield f"{against}: a request costs {other / one:.2f} times as much, goal {GROWTH}"
            if figures["memory"] > before["memory"] * MORE_MEMORY:
                yield f"{against}: {figures['memory']:.0f} MB instead of {before['memory']:.0f} MB"


if __name__ == "__main__":
    sys.exit(main())
