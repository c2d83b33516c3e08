"""A Puntuale of its own for one test: a data directory, a database, and real processes over them."""

import os
import resource
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parents[3]
NAME = "puntuale.sqlite3"
COMMAND = [sys.executable, "-m", "puntuale.config.command"]


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
            [*COMMAND, *arguments],
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
            [*COMMAND, *arguments],
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

    def migrate(self) -> None:
        done = self.run("migrate", "--quiet")
        assert done.returncode == 0, done.stderr.decode()

    def count(self) -> int:
        return int(self.rows("SELECT count(*) FROM post_inboundmail")[0][0])


def shrink_the_disk(largest_file: int | None) -> None:
    """Let this process write no file beyond so many bytes, as if the disk were full there."""
    if largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))


@contextmanager
def installed(folder: Path, template: Path) -> Iterator[Installation]:
    """An installation on the kind of database that the tests run on."""
    if connections["default"].vendor == "sqlite":
        yield on_sqlite(folder, template)
        return
    at = settings.DATABASES["default"]
    name = f"mail_{uuid.uuid4().hex[:12]}"
    options = {"host": at["HOST"], "port": at["PORT"] or 5432, "user": at["USER"]}
    options["password"] = at["PASSWORD"] or None
    with psycopg.connect(dbname="postgres", autocommit=True, **options) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            parts = urlsplit(os.environ["DATABASE_URL"])
            made = Installation(folder, parts._replace(path=f"/{name}").geturl())
            made.migrate()
            yield made
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def on_sqlite(folder: Path, template: Path | None = None) -> Installation:
    """An installation on a file of SQLite, brought up to date or copied from one that was."""
    made = Installation(folder, f"sqlite:///{folder / NAME}")
    if template is None:
        made.migrate()
    else:
        shutil.copy(template / NAME, folder / NAME)
    return made
