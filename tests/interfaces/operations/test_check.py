"""One command tells the administrator what is wrong, and what to do."""

import pytest

from puntuale.apps.jobs.models import Worker
from puntuale.interfaces.operations.commands import check
from tests.environment.installation import new_installation


@pytest.fixture
def checked(settings, tmp_path, healthy, capsys):
    """Runs the command over a data directory of its own; gives its status and its words."""
    tmp_path.chmod(0o700)
    settings.DATA_DIRECTORY = tmp_path

    def run():
        with pytest.raises(SystemExit) as ended:
            check.callback()
        return ended.value.code, capsys.readouterr().out

    return run


def test_where_nothing_is_amiss_it_says_so(checked):
    status, told = checked()

    assert status == 0
    assert "All is well." in told


def test_what_is_wrong_comes_first_with_its_remedy(checked):
    Worker.objects.all().delete()

    status, told = checked()

    assert status == 1
    assert told.startswith("wrong      No worker is running")
    assert "Start one with “puntuale work”" in told.splitlines()[1]
    assert "All is well." not in told


def test_what_other_accounts_can_read_is_named(checked, tmp_path):
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments").chmod(0o755)

    status, told = checked()

    assert status == 1
    assert f"chmod 700 {tmp_path}/attachments" in told


def test_a_database_without_tables_is_told_in_words(tmp_path):
    with new_installation(tmp_path, prepared=False) as installation:
        done = installation.puntuale("check")

    assert done.returncode == 1
    assert "run “puntuale migrate”".encode() in done.stdout
    assert b"Traceback" not in done.stdout
