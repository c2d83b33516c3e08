"""The situations that mail is known for, and the ways in that must not work, have tests by number."""

import re
from pathlib import Path

HERE = Path(__file__).parent
WAYS_IN = HERE / "test_ways_in.py"
NUMBERED = re.compile(r"^def test_(\d\d)_", re.MULTILINE)


def numbers_in(*files: Path) -> set[int]:
    return {int(number) for file in files for number in NUMBERED.findall(file.read_text())}


def test_each_of_forty_two_situations_has_one():
    others = [*HERE.rglob("test_*.py"), *(HERE.parents[1] / "apps" / "post").glob("test_*.py")]

    found = numbers_in(*(file for file in others if file != WAYS_IN))

    assert found == set(range(1, 43))


def test_each_of_thirty_ways_in_has_one():
    assert numbers_in(WAYS_IN) == set(range(1, 31))
