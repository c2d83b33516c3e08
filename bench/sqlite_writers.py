"""Twenty processes write to one SQLite database: through the line, and by SQLite's own back-off.

python -m bench.sqlite_writers [WRITERS] [READERS] [SECONDS]
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ENGINES = {"in line": "puntuale.config.sqlite", "Django's own": "django.db.backends.sqlite3"}


def crowd(engine: str, writers: int, readers: int, seconds: float) -> list[dict[str, Any]]:
    """What each process did to a new database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite3"
        with sqlite3.connect(path) as plain:
            plain.execute("PRAGMA journal_mode=WAL")
            plain.execute("CREATE TABLE counter (id integer primary key, n integer)")
            plain.execute("INSERT INTO counter VALUES (1, 0)")
        plain.close()
        numbers = [str(writers), str(readers), str(seconds)]
        answer = subprocess.run(
            [sys.executable, "-m", "tests.config.sqlite_writer", path, "crowd", *numbers],
            env={**os.environ, "ENGINE": engine},
            capture_output=True,
            check=True,
        )
    return json.loads(answer.stdout)


def line(name: str, told: list[dict[str, Any]], seconds: float) -> str:
    writers = [one for one in told if one["what"] == "write"]
    waits = sorted(wait for one in writers for wait in one["waits"])
    wrote = sorted(one["done"] for one in writers)
    p50, p95, p99 = (1000 * waits[int(len(waits) * part)] for part in (0.5, 0.95, 0.99))
    return (
        f"{name:13} {sum(wrote) / seconds:7.0f} {p50:8.1f} {p95:8.1f} {p99:8.1f}"
        f" {1000 * waits[-1]:8.0f} {wrote[0]:6}-{wrote[-1]:<6} {sum(o['errors'] for o in told):6}"
    )


def main() -> None:
    given = sys.argv[1:]
    writers, readers, seconds = (float(one) for one in [*given, *["20", "10", "5"][len(given) :]])
    print(f"{writers:g} writers, {readers:g} readers, {seconds:g} s; waits in ms")
    print("               writes/s     p50      p95      p99      max   per writer   errors")
    for name, engine in ENGINES.items():
        print(line(name, crowd(engine, int(writers), int(readers), seconds), seconds))


if __name__ == "__main__":
    main()
