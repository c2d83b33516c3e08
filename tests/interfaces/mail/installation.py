"""A Puntuale of its own for one test: a data directory, a database, and real processes over them."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from tests.environment.installation import PUNTUALE, ROOT, migrated, own_database

NAME = "puntuale.sqlite3"


@dataclass(frozen=True)
class Installation:
    """Where it keeps everything, and how its processes find it."""

    folder: Path
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PUNTUALE_DATA": str(self.folder),
            "DATABASE_URL": self.database_url,
        }

    def run(
        self, *arguments: str, given: bytes = b"", largest_file: int | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        """`puntuale ...` to its end; on a disk that holds no file over `largest_file` bytes."""
        return subprocess.run(
            [*PUNTUALE, *arguments],
            input=given,
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            timeout=120,
            check=False,
            preexec_fn=partial(shrink_the_disk, largest_file),
        )

    def start(self, *arguments: str, largest_file: int | None = None) -> "subprocess.Popen[bytes]":
        """`puntuale ...` as it goes on running, on such a disk as well."""
        return subprocess.Popen(
            [*PUNTUALE, *arguments],
            env=self.environment,
            cwd=ROOT,
            preexec_fn=partial(shrink_the_disk, largest_file),
        )

    def rows(self, sql: str) -> list[Sequence[Any]]:
        """What `sql` selects, through a connection of its own."""
        if self.database_url.startswith("sqlite"):
            import sqlite3

            with sqlite3.connect(self.database_url.removeprefix("sqlite:///"), timeout=30) as it:
                found = it.execute(sql).fetchall()
            it.close()
            return found
        with psycopg.connect(self.database_url) as there:
            return there.execute(sql).fetchall()

    def count(self) -> int:
        return int(self.rows("SELECT count(*) FROM post_inboundmail")[0][0])


def shrink_the_disk(largest_file: int | None) -> None:
    """Let this process write no file beyond so many bytes, as if the disk were full there."""
    if largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """An installation on the kind of database that the tests run on."""
    server = os.environ.get("DATABASE_URL")
    if server is None:
        yield on_sqlite(folder)
        return
    with own_database(server, migrated(server)) as address:
        yield Installation(folder, address)


def on_sqlite(folder: Path) -> Installation:
    """An installation on a file of SQLite, whatever the other tests run on."""
    shutil.copy(migrated(None).data / NAME, folder / NAME)
    return Installation(folder, f"sqlite:///{folder / NAME}")
