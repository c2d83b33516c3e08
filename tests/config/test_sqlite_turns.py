"""Writers of one SQLite database wait for each other in line, and nobody is told that it is locked."""

import gc
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from puntuale.config.sqlite.base import DatabaseWrapper

WRITER = [sys.executable, "-m", "tests.config.sqlite_writer"]


@pytest.fixture(autouse=True)
def _databases_of_our_own(django_db_blocker):
    with django_db_blocker.unblock():
        yield


def options(timeout: float = 20) -> dict[str, Any]:
    return {
        "timeout": timeout,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        "transaction_mode": "IMMEDIATE",
    }


def connect(path: Path, *, timeout: float = 20) -> DatabaseWrapper:
    handler = ConnectionHandler(
        {
            "default": {
                "ENGINE": "puntuale.config.sqlite",
                "NAME": str(path),
                "OPTIONS": options(timeout),
            }
        }
    )
    wrapper = handler["default"]
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.inc_thread_sharing()
    return wrapper


def run(connection: DatabaseWrapper, sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection: DatabaseWrapper) -> None:
    connection.commit()
    connection.set_autocommit(True)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite3"
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA journal_mode=WAL")
        plain.execute("CREATE TABLE counter (id integer primary key, n integer check (n >= 0))")
        plain.executemany("INSERT INTO counter VALUES (?, 0)", [(1,), (2,)])
    plain.close()
    return path


@pytest.fixture
def first(database: Path) -> Iterator[DatabaseWrapper]:
    connection = connect(database, timeout=0.3)
    yield connection
    connection.close()


@pytest.fixture
def second(database: Path) -> Iterator[DatabaseWrapper]:
    connection = connect(database, timeout=0.3)
    yield connection
    connection.close()


def can_write(connection: DatabaseWrapper) -> bool:
    try:
        run(connection, "UPDATE counter SET n = n + 1 WHERE id = 2")
    except OperationalError:
        return False
    return True


def test_whoever_waits_too_long_is_told_that_another_process_is_writing(first, second):
    begin(first)

    with pytest.raises(OperationalError, match="another process has been writing"):
        begin(second)

    end(first)
    assert can_write(second)


def test_a_lone_statement_waits_in_the_same_line(first, second):
    begin(first)

    assert not can_write(second)

    end(first)
    assert can_write(second)


def test_reading_needs_no_turn(first, second):
    begin(first)
    run(first, "UPDATE counter SET n = 5 WHERE id = 1")

    assert run(second, "SELECT n FROM counter WHERE id = 1") == [(0,)]

    end(first)


def test_undoing_a_transaction_ends_the_turn(first, second):
    begin(first)
    first.rollback()
    first.set_autocommit(True)

    assert can_write(second)


def test_closing_the_connection_in_the_middle_ends_the_turn(first, second):
    begin(first)
    run(first, "UPDATE counter SET n = 5 WHERE id = 1")
    first.close()

    assert can_write(second)
    assert run(second, "SELECT n FROM counter WHERE id = 1") == [(0,)]


def test_a_begin_that_fails_ends_the_turn(first, second, database):
    # A writer that knows nothing of the line holds SQLite's own lock.
    stranger = sqlite3.connect(database, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError):
        begin(first)
    stranger.execute("COMMIT")
    stranger.close()

    assert can_write(second)


def test_a_refused_statement_leaves_the_turn_with_its_transaction(first, second):
    begin(first)
    with pytest.raises(Exception, match="CHECK"):
        run(first, "UPDATE counter SET n = -1 WHERE id = 1")

    assert not can_write(second)

    end(first)
    assert can_write(second)


def test_a_refused_lone_statement_ends_the_turn(first, second):
    with pytest.raises(Exception, match="CHECK"):
        run(first, "UPDATE counter SET n = -1 WHERE id = 1")

    assert can_write(second)


def test_savepoints_inside_a_transaction_take_no_second_turn(first, second):
    begin(first)
    sid = first.savepoint()
    first.savepoint_commit(sid)

    assert not can_write(second)

    end(first)
    assert can_write(second)


def test_a_thread_that_dies_inside_its_transaction_ends_its_turn(database, second):
    def dies() -> None:
        connection = connect(database)
        begin(connection)

    thread = threading.Thread(target=dies)
    thread.start()
    thread.join()
    gc.collect()

    assert can_write(second)


def test_a_killed_process_ends_its_turn(database, second):
    holder = subprocess.Popen([*WRITER, database, "hold"], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    assert not can_write(second)

    holder.kill()
    holder.wait()
    holder.stdout.close()

    assert can_write(second)


@pytest.mark.kills
def test_twenty_writers_and_readers_are_never_told_that_it_is_locked(database):
    answer = subprocess.run(
        [*WRITER, database, "crowd", "20", "10", "2"], capture_output=True, text=True, check=True
    )

    told = json.loads(answer.stdout)
    wrote = [one["done"] for one in told if one["what"] == "write"]
    plain = sqlite3.connect(database)
    counted = plain.execute("SELECT n FROM counter WHERE id = 1").fetchone()[0]
    plain.close()
    assert [one["errors"] for one in told] == [0] * 30
    assert counted == sum(wrote) + 20, "no update is lost"
    assert min(wrote) > sum(wrote) / 20 / 2, "nobody starves"
