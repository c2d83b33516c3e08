"""Fifty clients use the last coupon at once, two hundred times; one wins each time, the others owe.

    python -m bench.ledger [--rounds 200] [--clients 50] [--batch 10] [--keep FOLDER]
        [--sqlite] [--postgresql]

On SQLite, and on the PostgreSQL server that DATABASE_URL names, else one started for the purpose. Rounds
are played in batches, each on a database of its own and told as it ends; called again with the same
FOLDER it goes on after the last one. The exit code is not zero when a round has more or less than
one winner, or the books do not add up.
"""

import argparse
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from tests.environment.installation import new_installation
from tests.environment.postgres import start_cluster

RACE = "tests.apps.ledger.race:last_coupon"


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some rounds: winners of each, and coupons owed in all of them."""

    clients: int
    winners: list[int]
    owed: int
    negative: int
    wrong: list[str]
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether one won each round, all others owe, and every balance is what its transfers say."""
        rounds = len(self.winners)
        one_each = self.winners == [1] * rounds and self.owed == (self.clients - 1) * rounds
        return one_each and not self.negative and not self.wrong


def one(name: str, asked: argparse.Namespace, kept: Path) -> bool:
    """Play what is missing on one database; whether all rounds so far were right."""
    known = kept.read_text().splitlines() if kept.exists() else []
    batches = [Batch(**json.loads(line)) for line in known]
    if batches:
        tell(name, batches)
    while (done := sum(len(each.winners) for each in batches)) < asked.rounds:
        batch = played(asked.clients, min(asked.batch, asked.rounds - done))
        batches.append(batch)
        with kept.open("a") as file:
            file.write(f"{json.dumps(asdict(batch))}\n")
        tell(name, batches)
    return all(each.is_right for each in batches)


def played(clients: int, rounds: int) -> Batch:
    """So many rounds on a new database."""
    with (
        tempfile.TemporaryDirectory() as folder,
        new_installation(Path(folder)) as installation,
    ):
        begun = monotonic()
        told = installation.call(RACE, clients=clients, rounds=rounds)
        assert isinstance(told, dict)
        return Batch(clients, **told, seconds=monotonic() - begun)


def tell(name: str, batches: Iterable[Batch]) -> None:
    """One line of all rounds so far."""
    rounds = [winners for each in batches for winners in each.winners]
    drawings = sum(each.clients * len(each.winners) for each in batches)
    seconds = sum(each.seconds for each in batches)
    faults = [fault for each in batches for fault in each.wrong]
    print(
        f"{name:11} {drawings:,} drawings in {seconds:.0f} s; rounds with one winner:"
        f" {rounds.count(1)} of {len(rounds)}; owed {sum(each.owed for each in batches):,}, below zero"
        f" {sum(each.negative for each in batches)}, wrong {faults or 'none'}",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--batch", type=int, default=10)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    both = not (asked.sqlite or asked.postgresql)
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["PUNTUALE_DATA"] = str(scratch)
        keep = asked.keep or scratch / "kept"
        keep.mkdir(parents=True, exist_ok=True)
        server, right = os.environ.pop("DATABASE_URL", ""), []
        if asked.sqlite or both:
            right.append(one("SQLite", asked, keep / "sqlite.jsonl"))
        if asked.postgresql or both:
            os.environ["DATABASE_URL"] = server or stack.enter_context(start_cluster())
            right.append(one("PostgreSQL", asked, keep / "postgresql.jsonl"))
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
