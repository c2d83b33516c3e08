"""Every worked example, bad input and race of the design has a test that names it.

Those of invoices are not built yet; those of deadlines are looked after elsewhere.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"\b(?:test_)?([CXRKcxrk])[-_](\d\d)(?=\D)")
FORMS = frozenset({".py", ".yaml"})

# Ids that no row has are left out; 57 and 58 of the charges are invoices.
CHARGES = (
    *range(1, 9),
    *range(10, 15),
    16,
    17,
    *range(19, 23),
    *range(24, 28),
    29,
    30,
    *range(32, 46),
)
CHARGES_PREPAID = (
    *range(47, 52),
    *range(53, 57),
    59,
    60,
    62,
    63,
    65,
    *range(67, 72),
    73,
    *range(75, 78),
)
INPUT = (*range(1, 15), *range(19, 22), 23, 24)
LICENCES = (1, 3, 4, 6, 7, 8, 9)
RACES = (*range(1, 10), *range(11, 15), 17, 19, 21, 23)
WANTED = [
    *(f"C-{number:02}" for number in (*CHARGES, *CHARGES_PREPAID)),
    *(f"X-{number:02}" for number in INPUT),
    *(f"R-{number:02}" for number in RACES),
    *(f"K-{number:02}" for number in LICENCES),
]  # fmt: skip


@pytest.fixture(scope="module")
def named() -> frozenset[str]:
    return frozenset(ids_in_tests())


@pytest.mark.parametrize("wanted", WANTED)
def test_it_is_a_test(named: frozenset[str], wanted: str) -> None:
    assert wanted in named


def ids_in_tests() -> Iterator[str]:
    for file in TESTS.rglob("*"):
        if file.suffix in FORMS and file != Path(__file__):
            for letter, number in NAMED.findall(file.read_text()):
                yield f"{letter.upper()}-{number}"
