"""What is backed up comes back as it was, and only as it was."""

import hashlib
import json
import os
import re
import subprocess
import zipfile

import pytest

from puntuale.interfaces.terminal.backup import archive
from puntuale.interfaces.terminal.backup.errors import DamagedBackup
from puntuale.interfaces.terminal.backup.verifying import verify
from tests.environment.installation import CALLS, ROOT, new_installation

INSIDE = "tests.interfaces.terminal.inside"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An installation with a little of everything; tests leave it as it is."""
    with new_installation(tmp_path_factory.mktemp("filled")) as installation:
        installation.call(f"{INSIDE}:fill")
        yield installation


@pytest.fixture(scope="module")
def saved(filled, tmp_path_factory):
    """A backup of it."""
    file = tmp_path_factory.mktemp("saved") / "backup.zip"
    done = filled.puntuale("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def own(tmp_path):
    """An installation for one test, with nothing in it yet."""
    with new_installation(tmp_path / "own") as installation:
        yield installation


@pytest.fixture
def full(filled, tmp_path):
    """One for one test, with all that is in `filled`."""
    with new_installation(tmp_path / "full", like=filled) as installation:
        yield installation


@pytest.fixture(scope="module")
def restored(saved, tmp_path_factory):
    """Another installation, filled from that backup."""
    with new_installation(tmp_path_factory.mktemp("restored"), prepared=False) as installation:
        done = installation.puntuale("restore", str(saved))
        assert done.returncode == 0, done.stderr
        assert manifest_of(saved).content_hash().encode() in done.stdout
        yield installation


@pytest.fixture
def empty(tmp_path):
    with new_installation(tmp_path / "empty", prepared=False) as installation:
        yield installation


def manifest_of(file):
    with archive.reading(file) as (_, manifest):
        return manifest


def differences(one, other):
    """The tables of two backups that are not equal."""
    return {name for name, table in one.tables.items() if other.tables[name] != table}


def test_a_backup_restored_elsewhere_is_the_same_in_every_table_and_file(
    filled, restored, saved, tmp_path
):
    again = restored.puntuale("backup", str(tmp_path / "again.zip"))

    assert again.returncode == 0, again.stderr
    before, after = manifest_of(saved), manifest_of(tmp_path / "again.zip")
    # The words to search by are left to the worker.
    assert differences(before, after) <= {"jobs_job"}
    assert after.files == before.files
    assert after.attachments == before.attachments
    assert len(before.attachments) == 6
    assert before.tables["post_inboundmail"].rows == 1
    assert (restored.data / "secret-key").read_bytes() == (filled.data / "secret-key").read_bytes()


def test_what_is_made_from_the_tables_is_made_again_after_a_restore(restored):
    assert restored.call(f"{INSIDE}:index_everything") == 6


if "DATABASE_URL" in os.environ:

    def test_a_backup_goes_from_one_kind_of_database_to_the_other_and_back(
        saved, tmp_path, monkeypatch
    ):
        file = saved
        for number, monkeypatched in enumerate([True, False]):
            with monkeypatch.context() as patch:
                if monkeypatched:
                    patch.delenv("DATABASE_URL")
                with new_installation(tmp_path / str(number), prepared=False) as other:
                    done = other.puntuale("restore", str(file))
                    assert done.returncode == 0, done.stderr
                    file = tmp_path / f"{number}.zip"
                    assert other.puntuale("backup", str(file)).returncode == 0

        assert manifest_of(tmp_path / "0.zip").database == "sqlite"
        there_and_back = differences(manifest_of(saved), manifest_of(file))
        assert there_and_back <= {"jobs_job", "jobs_timetableentry"}


def test_the_file_is_for_its_owner_only(saved):
    assert oct(saved.stat().st_mode & 0o777) == "0o600"
    assert [path.name for path in saved.parent.iterdir()] == ["backup.zip"]


def test_one_command_says_whether_a_backup_is_whole(filled, saved):
    done = filled.puntuale("backup", "--verify", str(saved))

    assert done.returncode == 0
    assert b"is whole" in done.stdout


def test_every_damage_is_noticed(saved, tmp_path):
    whole = saved.read_bytes()
    damaged = tmp_path / "damaged.zip"
    steps = max(len(whole) // 60, 1)

    for place in [*range(0, len(whole), steps), len(whole) - 1]:
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(DamagedBackup):
            verify(damaged)
    for length in [0, 1, 50, len(whole) // 2, len(whole) - 1]:
        damaged.write_bytes(whole[:length])
        with pytest.raises(DamagedBackup):
            verify(damaged)
    damaged.write_bytes(whole + b"\n")
    with pytest.raises(DamagedBackup):
        verify(damaged)


def forged(saved, path, change):
    """The backup with another content and a checksum that fits."""
    with zipfile.ZipFile(saved) as source, archive.writing(path) as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return path


def test_a_member_that_is_not_as_the_manifest_says_is_noticed(saved, tmp_path):
    table = "tables/tickets_ticket.jsonl"
    for change in (
        lambda name, content: content + b"[]\n" if name == table else content,
        lambda name, content: None if name == table else content,
    ):
        with pytest.raises(DamagedBackup):
            verify(forged(saved, tmp_path / "forged.zip", change))
    (tmp_path / "no.zip").write_bytes(b"PK, but no backup" * 100)
    with pytest.raises(DamagedBackup, match="does not end as a backup does"):
        verify(tmp_path / "no.zip")


def test_a_damaged_backup_is_refused_before_anything_is_written(empty, saved, tmp_path):
    (tmp_path / "cut.zip").write_bytes(saved.read_bytes()[:-1000])

    refused = empty.puntuale("restore", str(tmp_path / "cut.zip"))

    assert refused.returncode == 1
    assert b"this backup is damaged and was not used" in refused.stderr
    assert not (empty.data / "attachments").exists()
    assert not (empty.data / "restore-unfinished").exists()


def test_nothing_is_restored_over_an_installation_in_use(filled, saved):
    refused = filled.puntuale("restore", str(saved))

    assert refused.returncode == 1
    assert b"there is a database here already" in refused.stderr
    assert filled.call(f"{INSIDE}:name_of_vendor") == "Officina Software"


def test_an_existing_file_is_never_written_over(filled, saved):
    before = saved.read_bytes()

    refused = filled.puntuale("backup", str(saved))

    assert refused.returncode == 1
    assert b"exists already" in refused.stderr
    assert saved.read_bytes() == before


def test_a_backup_taken_while_others_write_is_of_one_instant(own, tmp_path):
    stop = tmp_path / "stop"
    writer = subprocess.Popen(
        CALLS,
        cwd=ROOT,
        env=own.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert writer.stdin is not None
    writer.stdin.write(json.dumps([f"{INSIDE}:write_pairs", {"until": str(stop)}]).encode())
    writer.stdin.close()
    writer.stdin = None

    counts = []
    for number in range(3):
        file = tmp_path / f"{number}.zip"
        done = own.puntuale("backup", str(file))
        assert done.returncode == 0, done.stderr
        with zipfile.ZipFile(file) as content:
            log = content.read("tables/accounts_logentry.jsonl").decode()
        counts.append((log.count('"left"'), log.count('"right"')))
    stop.touch()
    written = int(writer.communicate()[0])

    assert all(left == right for left, right in counts)
    assert 0 < counts[-1][0] < written


def test_missing_and_changed_attachments_are_named(full, tmp_path):
    lost = full.call(f"{INSIDE}:lose_file")

    done = full.puntuale("backup", str(tmp_path / "backup.zip"))

    assert done.returncode == 0
    assert manifest_of(tmp_path / "backup.zip").damaged == lost
    for name in lost:
        assert name.encode() in done.stderr


def test_without_a_place_it_goes_to_the_data_directory_and_old_ones_can_be_removed(own):
    folder = own.data / "backups"
    folder.mkdir()
    for year in (2024, 2025):
        (folder / f"puntuale-{year}0101T000000Z.zip").touch()

    done = own.puntuale("backup", "--keep", "2")

    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "puntuale-20250101T000000Z.zip"
    assert len(names) == 2


def test_a_backup_of_a_newer_version_is_refused(empty, saved, tmp_path):
    def newer(name, content):
        if name != archive.MANIFEST:
            return content
        manifest = json.loads(content)
        manifest["migrations"].append(["tickets", "9999_later"])
        return json.dumps(manifest).encode()

    refused = empty.puntuale("restore", str(forged(saved, tmp_path / "newer.zip", newer)))

    assert refused.returncode == 1
    assert b"belongs to a newer version of Puntuale (it has tickets.9999_later)" in refused.stderr


def test_a_database_of_a_newer_version_is_refused_and_left_alone(own, tmp_path):
    own.call(f"{INSIDE}:migrate_further", name="9999_later")

    for command in (["migrate"], ["backup", str(tmp_path / "newer.zip")]):
        refused = own.puntuale(*command)
        assert refused.returncode == 1
        assert b"newer version of Puntuale (it has tickets.9999_later)" in refused.stderr
    assert not (tmp_path / "newer.zip").exists()


def test_what_stops_before_the_first_step_of_today_is_refused_and_left_alone(
    own, empty, saved, tmp_path
):
    own.call(f"{INSIDE}:stop_within_steps", app="tickets")

    def older(name, content):
        if name != archive.MANIFEST:
            return content
        manifest = json.loads(content)
        steps = [step for step in manifest["migrations"] if step[0] != "tickets"]
        manifest["migrations"] = [*steps, ["tickets", "0001_initial"]]
        return json.dumps(manifest).encode()

    for refused in (
        own.puntuale("migrate"),
        own.puntuale("backup", str(tmp_path / "older.zip")),
        empty.puntuale("restore", str(forged(saved, tmp_path / "old.zip", older))),
    ):
        assert refused.returncode == 1
        assert b"too old for this one (it lacks tickets.0020_files_are_wiped)" in refused.stderr
    assert not (tmp_path / "older.zip").exists()


def test_the_columns_of_a_table_may_come_in_another_order(empty, saved, tmp_path):
    table = "tables/tickets_ticket.jsonl"

    def turned(line):
        return json.dumps(json.loads(line)[::-1], separators=(",", ":"), sort_keys=True).encode()

    with zipfile.ZipFile(saved) as source:
        lines = b"".join(turned(line) + b"\n" for line in source.read(table).splitlines())

    def backwards(name, content):
        if name == table:
            return lines
        if name != archive.MANIFEST:
            return content
        manifest = json.loads(content)
        ticket = manifest["tables"]["tickets_ticket"]
        ticket["columns"].reverse()
        ticket["sha256"] = hashlib.sha256(lines).hexdigest()
        return json.dumps(manifest).encode()

    done = empty.puntuale("restore", str(forged(saved, tmp_path / "turned.zip", backwards)))

    assert done.returncode == 0, done.stderr
    assert empty.puntuale("backup", str(tmp_path / "again.zip")).returncode == 0
    again, before = manifest_of(tmp_path / "again.zip"), manifest_of(saved)
    assert differences(again, before) <= {"jobs_job", "tickets_ticket"}
    assert again.tables["tickets_ticket"].sha256 == before.tables["tickets_ticket"].sha256


def test_newer_code_backs_up_before_it_changes_what_went_through_every_step(full, empty, tmp_path):
    full.call(f"{INSIDE}:go_through_steps", undone="privacy")

    for command in (["migrate"], ["backup", str(tmp_path / "stepwise.zip")]):
        done = full.puntuale(*command)
        assert done.returncode == 0, done.stderr

    (file,) = (full.data / "backups").iterdir()
    assert re.search(r"-before-\d", file.name)
    # It is of the older schema, and comes up to this version after it was restored.
    assert ("privacy", "0001_initial") not in manifest_of(file).migrations
    restored = empty.puntuale("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert empty.call(f"{INSIDE}:jobs_of_kind", kind="search.index") >= 1


def test_what_a_cut_off_restore_left_behind_is_not_used(empty):
    empty.data.mkdir(parents=True)
    (empty.data / "restore-unfinished").touch()

    refused = empty.puntuale("migrate")

    assert refused.returncode == 1
    assert b"a restore into" in refused.stderr
    assert b"was cut off" in refused.stderr
