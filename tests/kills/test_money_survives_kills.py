"""A kill at any statement, or between the effect and the answer, changes nothing on retry.

`bench/kills.py` kills at each of them.
"""

from pathlib import Path

import pytest

from tests.environment.installation import new_installation

pytestmark = pytest.mark.kills
TRIAL, EVERY = "tests.kills.money_trial:killed_at_each_statement", 6


def test_work_a_decision_and_a_payment_are_done_once_wherever_they_are_killed(
    tmp_path: Path,
) -> None:
    with new_installation(tmp_path) as installation:
        told = installation.call(TRIAL, every=EVERY)

    assert isinstance(told, dict)
    assert told.pop("wrong") == []
    for name, kind in told.items():
        assert kind["different"] == [], name
        assert kind["kills"] >= 3, name
