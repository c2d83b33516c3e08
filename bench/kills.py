"""Workers are killed at random while they carry out jobs; afterwards everything is counted.

Then work, a decision and a payment are each killed at every statement, and retried.

    python -m bench.kills [JOBS] [KILLS] [WORKERS] [SEED ...]

On SQLite, and on the PostgreSQL server that DATABASE_URL names, else one started for the purpose.
"""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from tests.environment.installation import new_installation
from tests.environment.postgres import start_cluster
from tests.kills.trial import trial


def one(name: str, jobs: int, kills: int, workers: int, seed: int) -> bool:
    """Print the outcome of one trial; whether every promise of the queue was kept."""
    with tempfile.TemporaryDirectory() as folder, new_installation(Path(folder)) as installation:
        outcome = trial(installation, jobs=jobs, kills=kills, seed=seed, workers=workers)
    faults = outcome.faults()
    print(
        f"{name:11} seed {seed}: {jobs} jobs, {workers} workers, {kills} kills"
        f" ({outcome.abandoned} hit a job) in {outcome.seconds:.0f} s;"
        f" {len(outcome.notes)} notes, {len(outcome.lines)} lines,"
        f" {len(outcome.mails)} mails in {len(outcome.delivered)} deliveries,"
        f" {outcome.repetitions} repeated: {'; '.join(faults) or 'nothing lost, nothing doubled'}"
    )
    return not faults


def money(name: str) -> bool:
    """The same of work that is rated, an estimate that is accepted, an order that is paid."""
    with tempfile.TemporaryDirectory() as folder, new_installation(Path(folder)) as installation:
        told = installation.call("tests.kills.money_trial:killed_at_each_statement")
    assert isinstance(told, dict)
    faults = told.pop("wrong") + [kind for kind in told.values() if kind["different"]]
    kills = ", ".join(f"{kind} {found['kills']}" for kind, found in told.items())
    print(f"{name:11} killed at each statement: {kills}: {faults or 'the same after a retry'}")
    return not faults


def main() -> None:
    given = sys.argv[1:]
    jobs, kills, workers = (int(word) for word in [*given, *["500", "200", "4"][len(given) :]][:3])
    seeds = [int(word) for word in given[3:]] or [1]
    with contextlib.ExitStack() as stack:
        server = os.environ.pop("DATABASE_URL", "") or stack.enter_context(start_cluster())
        kept = [one("SQLite", jobs, kills, workers, seed) for seed in seeds] + [money("SQLite")]
        os.environ["DATABASE_URL"] = server
        kept += [one("PostgreSQL", jobs, kills, workers, seed) for seed in seeds]
        kept.append(money("PostgreSQL"))
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
