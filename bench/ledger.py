"""Fifty clients use the last coupon at once, two hundred times; one wins each time.

    python -m bench.ledger

On SQLite, or on the server that DATABASE_URL names. The exit code is not zero when a round has
more or less than one winner, or the books do not add up.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from tests.environment.installation import new_installation

CLIENTS, ROUNDS = 50, 200
RACE = (sys.executable, "-m", "tests.environment.inside", "tests.apps.ledger.race:last_coupon")


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        new_installation(Path(folder)) as installation,
    ):
        begun = monotonic()
        done = subprocess.run(
            RACE,
            env=installation.environment,
            input=json.dumps({"clients": CLIENTS, "rounds": ROUNDS}).encode(),
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()
        told, seconds = json.loads(done.stdout), monotonic() - begun
    drawings = CLIENTS * ROUNDS
    print(f"{drawings:,} drawings in {seconds:.0f} s, {drawings / seconds:,.0f} a second")
    print(f"rounds with one winner: {told['winners'].count(1)} of {ROUNDS}")
    print(f"owed {told['owed']:,}, below zero {told['negative']}, wrong {told['wrong'] or 'none'}")
    is_right = told["winners"] == [1] * ROUNDS and told["owed"] == (CLIENTS - 1) * ROUNDS
    return 0 if is_right and not told["wrong"] else 1


if __name__ == "__main__":
    sys.exit(main())
