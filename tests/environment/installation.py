"""Data directories with their databases, made as fast as the tests need them."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PUNTUALE = (sys.executable, "-m", "puntuale.config.command")
CALLS = (sys.executable, "-m", "tests.environment.inside")
# Of the caller's environment nothing counts here; bytecode is kept, or every process would
# compile everything again.
FOREIGN = ("PUNTUALE_", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE")


@dataclass
class Installation:
    """Data and a database of its own, reached as an administrator does."""

    folder: Path
    environment: dict[str, str]

    @property
    def data(self) -> Path:
        return Path(self.environment["PUNTUALE_DATA"])

    def puntuale(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """A `puntuale` command over this data."""
        return self.run(*PUNTUALE, *arguments, stdin=stdin)

    def run(self, *command: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Any program, told of this data."""
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, input=stdin, capture_output=True, timeout=600
        )

    def call(self, function: str, **arguments: object) -> object:
        """Call `module:function` inside this installation's Django; JSON in, JSON out."""
        done = self.run(*CALLS, stdin=json.dumps([function, arguments]).encode())
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)


@contextmanager
def new_installation(
    folder: Path, *, prepared: bool = True, like: Installation | None = None
) -> Iterator[Installation]:
    """An installation below `folder`, on the database server of DATABASE_URL where that is set.

    Where it is prepared its database is up to date and empty, or as that of another one that is
    not running; else there is no table.
    """
    with contextlib.ExitStack() as stack:
        server = os.environ.get("DATABASE_URL")
        model = like or (migrated(server) if prepared else None)
        database = stack.enter_context(own_database(server, model)) if server else None
        if model:
            shutil.copytree(model.data, folder / "data")
        yield Installation(folder, _environment(folder, database))


def _environment(folder: Path, database: str | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    kept |= {"PUNTUALE_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    return kept | ({"DATABASE_URL": database} if database else {})


@cache
def migrated(server: str | None) -> Installation:
    """What others are copied from: migrated once in a test run, by the process that asks first."""
    folder = Path(shared_folder()) / ("model-on-a-server" if server else "model")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _migrated(folder, server)


def shared_folder() -> str:
    """That of the test run; what is measured outside of one has its own, until it ends."""
    return os.environ.get("PUNTUALE_DATA") or _own_folder().name


@cache
def _own_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


def _migrated(folder: Path, server: str | None) -> Installation:
    where = folder / "database"
    if where.exists():
        return Installation(folder, _environment(folder, where.read_text() or None))
    database = _create(server, None) if server else None
    model = Installation(folder, _environment(folder, database))
    done = model.puntuale("migrate")
    assert done.returncode == 0, done.stderr.decode()
    (model.data / "secret-key").unlink()
    where.write_text(database or "")
    return model


@contextmanager
def own_database(server: str, model: Installation | None = None) -> Iterator[str]:
    """A database for one installation, dropped afterwards; a copy of the model's where one is given."""
    database = _create(server, model)
    yield database
    name = urlsplit(database).path[1:]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _create(server: str, model: Installation | None) -> str:
    name = f"live_{secrets.token_hex(6)}"
    template = urlsplit(model.environment["DATABASE_URL"]).path[1:] if model else "template0"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
