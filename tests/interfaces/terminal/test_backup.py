"""What is backed up comes back as it was, and only as it was."""

import re

import pytest

from tests.environment.installation import new_installation


@pytest.fixture
def filled(tmp_path):
    """An installation with people in its database and an attachment beside it."""
    with new_installation(tmp_path / "first") as installation:
        attachment(installation).parent.mkdir(parents=True)
        attachment(installation).write_bytes(b"\0attached\r\n")
        (installation.data / "demo").write_text("[]")
        assert installation.puntuale("demo").returncode == 0
        yield installation


@pytest.fixture
def empty(tmp_path):
    with new_installation(tmp_path / "second", prepared=False) as installation:
        yield installation


def attachment(installation):
    return installation.data / "attachments" / "ab" / "cd"


def backed_up(installation, file):
    done = installation.puntuale("backup", "--to", str(file))
    assert done.returncode == 0, done.stderr
    return content(done)


def content(done):
    return re.search(rb"^content ([0-9a-f]{64})$", done.stdout, re.MULTILINE).group(1)


def vendor_of(installation):
    return installation.call("tests.interfaces.terminal.inside:name_of_vendor")


def test_a_backup_restored_elsewhere_is_the_same_to_the_last_byte(filled, empty, tmp_path):
    saved = backed_up(filled, tmp_path / "backup.zip")

    restored = empty.puntuale("restore", str(tmp_path / "backup.zip"))

    assert restored.returncode == 0, restored.stderr
    assert saved == content(restored) == backed_up(empty, tmp_path / "again.zip")
    assert attachment(empty).read_bytes() == b"\0attached\r\n"
    assert vendor_of(empty) == "Officina Software"


def test_what_is_damaged_is_refused_and_what_is_in_use_is_never_overwritten(
    filled, empty, tmp_path
):
    backed_up(filled, tmp_path / "backup.zip")
    whole = (tmp_path / "backup.zip").read_bytes()

    for damaged in (
        changed_at(whole, 0.1),
        changed_at(whole, 0.5),
        changed_at(whole, 0.99),
        whole[:-1000],
        b"",
    ):
        (tmp_path / "damaged.zip").write_bytes(damaged)
        refused = empty.puntuale("restore", str(tmp_path / "damaged.zip"))

        assert refused.returncode == 1
        assert b"is damaged" in refused.stderr
        assert not (empty.data / "attachments").exists()

    refused = filled.puntuale("restore", str(tmp_path / "backup.zip"))
    assert refused.returncode == 1
    assert b"is in use" in refused.stderr
    assert vendor_of(filled) == "Officina Software"


def changed_at(content, place):
    changed = bytearray(content)
    changed[int(len(content) * place)] ^= 1
    return bytes(changed)


def test_only_its_owner_can_read_a_backup(filled):
    filled.puntuale("backup")

    (file,) = (filled.data / "backups").iterdir()
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_a_database_of_a_newer_version_is_refused_and_left_alone(filled):
    filled.call("tests.interfaces.terminal.inside:migrate_further", name="9999_later")

    refused = filled.puntuale("migrate")

    assert refused.returncode == 1
    assert b"newer version of Puntuale" in refused.stderr
    assert b"tickets.9999_later" in refused.stderr


def test_newer_code_backs_up_before_it_changes_the_database(filled):
    filled.call("tests.interfaces.terminal.inside:migrate_back", app="mfa")

    done = filled.puntuale("migrate")

    assert done.returncode == 0, done.stderr
    (file,) = (filled.data / "backups").iterdir()
    assert file.name.startswith("before-migration-")
