"""What every file of the repository keeps to."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Put together here, so that this file does not hold what it looks for.
HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "deb.debian" + ".org"]
FOLDERS_OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(work|opt|home|root|Users)/(?!puntuale)[a-z]")


def files(*patterns):
    """What git knows or would take, by pattern."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def lines():
    """Every line of text of the repository, with the place where it stands."""
    for file in files():
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{file.relative_to(ROOT)}:{number}", line


def modules():
    return [file for file in files("*.py") if "/migrations/" not in file.as_posix()]


def test_no_file_names_the_host_of_a_package_registry():
    assert [place for place, line in lines() if any(host in line for host in HOSTS)] == []


def test_no_file_holds_a_path_of_one_machine():
    assert [place for place, line in lines() if FOLDERS_OF_ONE_MACHINE.search(line)] == []


def test_every_module_says_what_lives_in_it():
    silent = [file for file in modules() if file.stat().st_size and not docstring(file)]

    assert [str(file.relative_to(ROOT)) for file in silent] == []


def docstring(file):
    return ast.get_docstring(ast.parse(file.read_text()))


def test_nothing_is_left_to_do_without_a_number():
    unfinished = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\))")

    found = [
        place
        for place, line in lines()
        if place.startswith("puntuale/") and unfinished.search(line)
    ]

    assert found == []


def test_the_test_lock_holds_everything_of_the_other():
    run, test = (pins(name) for name in ("run", "test"))

    assert run.items() <= test.items()


def pins(lock):
    """Package and version of each line of a lock."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    return dict(re.findall(r"^([\w.\[\]-]+)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", ["run", "test", "tools", "bench"])
def test_every_package_of_a_lock_has_its_hashes(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    packages = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]

    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
