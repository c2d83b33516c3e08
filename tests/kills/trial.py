"""Jobs are carried out while workers are killed without warning; afterwards everything is counted."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.environment.installation import ROOT, Installation
from tests.environment.sink import Sink, smtp_sink

LEASE_SECONDS = 2
PATIENCE_SECONDS = 150


class Nursery:
    """Talks to the process of `tests.kills.nursery`, and ends it with all its children."""

    def __init__(self, file: Path, environment: dict[str, str]) -> None:
        self.file = file
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def ask(self, *words: object) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def lines(self) -> list[list[str]]:
        """What the workers have written so far, in words."""
        return [line.split() for line in self.file.read_text().splitlines()]

    def end(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


@dataclass
class Outcome:
    """What was found when everything was over."""

    kills: int
    seconds: float
    unfinished: int
    notes: list[str]
    mails: list[tuple[str, str, str]]
    abandoned: int
    given_up: list[str]
    asked: dict[str, int]
    lines: list[list[str]] = field(default_factory=list)
    delivered: list[tuple[str, str]] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Every promise of the queue that was not kept, in words."""
        written = {mail[1] for mail in self.mails}
        appended = {line[0] for line in self.lines}
        ids_of = Counter(number for _, number in set(self.delivered))
        checks = {
            f"{self.unfinished} jobs are not finished": self.unfinished == 0,
            f"given up: {self.given_up}": not self.given_up,
            "a change in the database is missing or doubled": len(self.notes)
            == len(set(self.notes))
            == self.asked["note"],
            "a line in the file is missing": len(appended) == self.asked["append"],
            "a mail was written twice or not at all": len(self.mails)
            == len(written)
            == self.asked["ask"],
            "a mail did not arrive": set(ids_of) == written,
            "a mail arrived with two Message-IDs": set(ids_of.values()) == {1},
            "a mail is not marked as sent": {mail[2] for mail in self.mails} == {"sent"},
            "more repetitions than kills": self.repetitions <= self.kills,
            "a lane lost its order": self._lanes_are_in_order(),
        }
        return [words for words, holds in checks.items() if not holds]

    @property
    def repetitions(self) -> int:
        """Deeds outside the database done again, because a worker died before it could note them."""
        lines = len(self.lines) - len({line[0] for line in self.lines})
        return lines + len(self.delivered) - len(set(self.delivered))

    def _lanes_are_in_order(self) -> bool:
        lanes: dict[str, list[str]] = {}
        for _, lane, number in self.lines:
            if lane != "none":
                lanes.setdefault(lane, []).append(number)
        return all(numbers == sorted(numbers) for numbers in lanes.values())


@contextmanager
def nursery(installation: Installation, *, smtp_port: int = 1) -> Iterator[Nursery]:
    """A nursery over the data of `installation`; what its workers write stands in `lines`."""
    lines = installation.folder / "lines"
    lines.touch()
    own = Nursery(
        lines,
        installation.environment
        | {
            "DJANGO_SETTINGS_MODULE": "tests.kills.settings",
            "PUNTUALE_LEASE_SECONDS": str(LEASE_SECONDS),
            "PUNTUALE_LOG_LEVEL": "ERROR",
            "PUNTUALE_SMTP": f"smtp://127.0.0.1:{smtp_port}",
            "KILLS_FILE": str(lines),
        },
    )
    try:
        yield own
    finally:
        own.end()


def trial(
    installation: Installation, *, jobs: int, kills: int, seed: int, workers: int = 4
) -> Outcome:
    """Let `workers` carry out `jobs` and kill one of them `kills` times, each at a random moment."""
    with smtp_sink() as sink, nursery(installation, smtp_port=sink.port) as own:
        return _trial(own, sink, jobs, kills, seed, workers)


def _trial(own: Nursery, sink: Sink, jobs: int, kills: int, seed: int, workers: int) -> Outcome:
    asked = own.ask("fill", jobs)
    chance = random.Random(seed)
    began = time.monotonic()
    alive = [own.ask("bear") for _ in range(workers)]
    for _ in range(kills):
        time.sleep(chance.uniform(0.02, 0.12))
        chosen = chance.randrange(workers)
        os.kill(alive[chosen], signal.SIGKILL)
        alive[chosen] = own.ask("bear")
    left = _wait_until_done(own)
    seconds = time.monotonic() - began
    for pid in alive:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return Outcome(
        kills=kills,
        seconds=seconds,
        unfinished=left,
        asked=asked,
        lines=own.lines(),
        delivered=[(str(m["Message-ID"]), str(m["X-Envelope-To"])) for m in sink.mails],
        **own.ask("report"),
    )


def _wait_until_done(own: Nursery) -> int:
    until = time.monotonic() + PATIENCE_SECONDS
    while (left := own.ask("unfinished")) and time.monotonic() < until:
        time.sleep(0.2)
    return int(left)
