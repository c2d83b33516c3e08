"""The administrator is told what is wrong, and what to do."""

import pytest

from tests.environment.installation import new_installation


@pytest.fixture
def installation(tmp_path):
    with new_installation(tmp_path) as installation:
        yield installation


def test_an_installation_as_it_should_be_is_said_to_be_well(installation):
    done = installation.puntuale("check")

    assert done.returncode == 0, done.stdout + done.stderr
    assert b"All is well." in done.stdout


def test_what_other_accounts_can_read_is_named(installation):
    (installation.data / "attachments").mkdir(mode=0o755)

    done = installation.puntuale("check")

    assert done.returncode == 1
    assert b"Other accounts can read" in done.stdout
    assert b"attachments: chmod 700" in done.stdout


def test_a_database_that_waits_for_changes_is_named(tmp_path):
    with new_installation(tmp_path, prepared=False) as installation:
        done = installation.puntuale("check")

    assert done.returncode == 1
    assert b"`puntuale migrate` makes them" in done.stdout
