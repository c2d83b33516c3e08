"""What stands before the first line of Python: finding one, and knowing whether `.venv` is right."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "readlink", "cat", "env", "rm", "mkdir")


@pytest.fixture
def checkout(tmp_path):
    """The two folders that a first start needs, at a place with a space in its name."""
    place = tmp_path / "a checkout"
    for folder in ("bin", "requirements"):
        shutil.copytree(ROOT / folder, place / folder)
    return place


@pytest.fixture
def bare_machine(tmp_path):
    """A PATH on which there is no Python that would do."""
    folder = tmp_path / "machine"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    (folder / "python3").write_text("#!/bin/sh\nexit 1\n")
    (folder / "python3").chmod(0o755)
    return folder


def start(checkout, command, path):
    return subprocess.run(
        ["/bin/sh", str(checkout / "bin" / command)],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize("command", ["run", "test", "puntuale", "messages"])
def test_without_a_python_that_serves_it_says_what_to_install(checkout, bare_machine, command):
    done = start(checkout, command, bare_machine)

    assert done.returncode == 1
    assert "Puntuale needs Python 3.11 or newer" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(("slow", "taken"), [("managed", "machine"), ("both", "managed")])
def test_a_python_built_without_optimisations_is_taken_only_where_there_is_no_other(
    checkout, bare_machine, tmp_path, slow, taken
):
    managed = tmp_path / "managed"
    managed.mkdir()
    for folder in (managed, bare_machine):
        pretend_python(folder / "python3.11", is_slow=slow in {folder.name, "both"})

    done = start(checkout, "test", f"{managed}:{bare_machine}")

    assert done.stdout.split()[-1] == f"{tmp_path / taken}/python3.11"


def pretend_python(path, *, is_slow):
    """A Python that serves, quickly or not, and only tells its name when it is to make `.venv`."""
    path.write_text(
        f"""#!/bin/sh
case "$*" in
*environment.py*) echo made by "$0" ;;
*quick) exit {int(is_slow)} ;;
esac
"""
    )
    path.chmod(0o755)


def is_current(checkout, lock="run"):
    script = checkout / "bin" / "setup" / "environment.py"
    command = [sys.executable, "-EP", str(script), "--is-current", lock]
    return subprocess.run(command, env=os.environ, timeout=30).returncode == 0


def test_an_environment_without_its_last_mark_was_interrupted(checkout):
    (checkout / ".venv" / "bin").mkdir(parents=True)

    assert not is_current(checkout)


def test_an_environment_follows_its_lock_and_its_place(checkout, tmp_path):
    script = checkout / "bin" / "setup" / "environment.py"
    stamp = checkout / ".venv" / "puntuale-environment.json"
    stamp.parent.mkdir()
    code = (
        f"import sys, json; sys.path.insert(0, {str(script.parent)!r}); import environment as e;"
        "print(json.dumps(e.expected(('run',))))"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    stamp.write_text(made.stdout)

    assert is_current(checkout)
    assert not is_current(checkout, "test")
    assert json.loads(made.stdout)["root"] == str(checkout)

    shutil.copytree(checkout, tmp_path / "moved")
    assert not is_current(tmp_path / "moved")

    (checkout / "requirements" / "run.txt").write_text("# another lock\n")
    assert not is_current(checkout)
