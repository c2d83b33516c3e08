"""`puntuale mail receive`: what the mail server is told is true."""

import fcntl
import sqlite3
import subprocess
import uuid
from pathlib import Path

import pytest

from tests.interfaces.mail.installation import Installation, on_sqlite

SMALL = b"Subject: x\n\n"


def a_mail(size: int = 0) -> bytes:
    name = uuid.uuid4().hex
    return b"Message-ID: <%s@brembo.example>\n\n%s" % (name.encode(), b"x" * size)


def receive(installation: Installation, raw: bytes, *options: str):
    return installation.run("mail", "receive", *options, given=raw)


def sentence(done: "subprocess.CompletedProcess[bytes]") -> str:
    said = done.stderr.decode()
    assert said.count("\n") == 1, said
    return said


def test_it_ends_with_0_when_the_mail_is_on_the_disk(installation):
    before, raw = installation.count(), a_mail()

    done = receive(installation, raw, "--from", "a@b.example", "--to", "c@d.example")

    assert (done.returncode, done.stderr) == (0, b"")
    assert installation.count() == before + 1


def test_the_same_mail_again_is_received_again_and_kept_once(installation):
    raw = a_mail()
    receive(installation, raw)
    before = installation.count()

    assert receive(installation, raw).returncode == 0
    assert installation.count() == before


def test_the_envelope_of_a_bounce_has_no_sender(installation):
    assert receive(installation, a_mail(), "--from", "<>").returncode == 0

    last = installation.rows("SELECT envelope_from FROM post_inboundmail ORDER BY id DESC LIMIT 1")
    assert last[0][0] == ""


@pytest.mark.parametrize(
    ("options", "raw", "status"),
    [
        (["--colour", "blue"], SMALL, 64),
        (["stray"], SMALL, 64),
        (["--to", "a\nb@c"], SMALL, 67),
        (["--from", "a\rb@c"], SMALL, 67),
        ([], b"", 66),
        ([], b"x" * (40 * 1024 * 1024 + 1), 65),
    ],
    ids=["unknown option", "stray word", "line feed", "carriage return", "no mail", "too large"],
)
def test_misuse_is_told_by_its_number_and_keeps_nothing(installation, options, raw, status):
    before = installation.count()

    done = receive(installation, raw, *options)

    assert done.returncode == status
    assert done.stderr
    assert installation.count() == before


def test_settings_that_are_wrong_mean_try_again(installation):
    broken = Installation(installation.folder, "nonsense://")

    done = receive(broken, a_mail())

    assert done.returncode == 75
    assert "try again" in sentence(done)


def test_11_a_database_out_of_reach_means_try_again(tmp_path):
    nowhere = Installation(tmp_path, "postgres://nobody@127.0.0.1:1/nothing")

    done = receive(nowhere, a_mail())

    assert done.returncode == 75


def test_a_database_without_tables_means_try_again(tmp_path):
    done = receive(Installation(tmp_path, f"sqlite:///{tmp_path}/empty.sqlite3"), a_mail())

    assert done.returncode == 75
    assert "no such table" in sentence(done)


@pytest.fixture
def own(tmp_path):
    # A file is what is spoiled here, whatever the other tests run on.
    return on_sqlite(tmp_path), tmp_path / "puntuale.sqlite3"


def test_a_full_disk_means_try_again_and_nothing_is_half_kept(own):
    installation, _path = own
    raw = a_mail(1_000_000)

    # No file may grow to the size of the mail: not the database, and not what it writes ahead.
    refused = installation.run("mail", "receive", given=raw, largest_file=500_000)
    kept = receive(installation, raw)

    assert refused.returncode == 75
    assert "try again" in sentence(refused)
    assert (kept.returncode, installation.count()) == (0, 1)


def test_what_was_received_lies_in_the_file_of_the_database_and_not_beside_it(own):
    installation, path = own

    assert receive(installation, a_mail()).returncode == 0

    # Whoever copies this one file has the mail.
    assert not path.with_name(f"{path.name}-wal").exists()


def test_a_database_that_somebody_else_holds_means_try_again(own):
    installation, path = own
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    done = receive(installation, a_mail(), "--patience", "4")

    holder.execute("ROLLBACK")
    holder.close()
    assert done.returncode == 75
    assert receive(installation, a_mail()).returncode == 0


def test_waiting_for_a_turn_that_never_comes_ends_with_try_again(own):
    installation, path = own
    with Path(f"{path}.line").open("w") as line:
        fcntl.flock(line, fcntl.LOCK_EX)

        done = receive(installation, a_mail(), "--patience", "3")

    assert done.returncode == 75
    assert "took too long" in sentence(done)
