"""Races of readings.md 5.2 between two real connections: whoever comes first, the history decides."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.environment.installation import Installation, new_installation

ROUNDS = 8


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with new_installation(tmp_path) as installation:
        yield installation


def test_r_09_a_reply_at_the_second_of_closing_wins(installation: Installation) -> None:
    """Paused from Monday 12:00 with 6 of 8 hours left, they are counted from the reply on."""
    told = installation.call("tests.apps.tickets.race:reply_and_silence", rounds=ROUNDS)

    assert told == [["in_progress", "2026-12-04T09:00:00+00:00", "running", []]] * ROUNDS


def test_r_11_a_breach_that_is_looked_for_meanwhile_is_judged_by_the_new_severity(
    installation: Installation,
) -> None:
    told = installation.call("tests.apps.tickets.race:severity_and_breach", rounds=ROUNDS)

    assert told == [["new", "2026-11-23T14:30:00+00:00", "running", []]] * ROUNDS
