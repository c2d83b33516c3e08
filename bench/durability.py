"""Mail is delivered by LMTP while everything is killed at random; afterwards every mail is counted.

    python -m bench.durability [--mails 10000] [--all 50] [--one 100] [--seed 1] [--folder FOLDER]
        [--sqlite] [--postgresql]

On SQLite, and on the PostgreSQL server that DATABASE_URL names, else one started for the purpose.
What breaks off goes on where it was when it is called again with the same FOLDER (on PostgreSQL with
the same server).
"""

import argparse
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.environment.installation import Installation, new_installation
from tests.environment.live import Live, live_over
from tests.environment.postgres import start_cluster
from tests.kills.mail_trial import Plan, trial

SENDERS = 8


def one(name: str, plan: Plan, folder: Path) -> bool:
    """Print the outcome on one database; whether nothing was lost and nothing doubled."""
    with an_installation(folder) as live:
        delivery = trial(live, plan)
    faults = delivery.faults()
    print(
        f"{name:11} seed {plan.seed}: {plan.mails:,} mails by {plan.senders} senders, everything killed"
        f" {plan.kills_of_all} times and one process {plan.kills_of_one} times, in"
        f" {delivery.seconds:.0f} s; {len(delivery.answered):,} answered so far:"
        f" {'; '.join(faults) or 'nothing lost, nothing doubled'}",
        flush=True,
    )
    return not faults


@contextlib.contextmanager
def an_installation(folder: Path) -> Iterator[Live]:
    """The installation that was begun in `folder`, or a new one."""
    known = folder / "environment.json"
    with contextlib.ExitStack() as stack:
        folder.mkdir(parents=True, exist_ok=True)
        if not known.exists():
            made = stack.enter_context(new_installation(folder))
            known.write_text(json.dumps(made.environment))
        kept = Installation(folder, json.loads(known.read_text()))
        yield stack.enter_context(live_over(kept))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--all", type=int, default=50)
    parser.add_argument("--one", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--sqlite", action="append_const", dest="databases", const="SQLite")
    parser.add_argument("--postgresql", action="append_const", dest="databases", const="PostgreSQL")
    asked = parser.parse_args()
    plan = Plan(asked.mails, SENDERS, asked.all, asked.one, asked.seed)
    with contextlib.ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = os.environ.pop("DATABASE_URL", "")
        kept = []
        for name in asked.databases or ("SQLite", "PostgreSQL"):
            if name == "PostgreSQL":
                os.environ["DATABASE_URL"] = server or stack.enter_context(start_cluster())
            kept.append(one(name, plan, folder / name.lower()))
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
