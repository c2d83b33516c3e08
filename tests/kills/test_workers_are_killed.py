"""Workers are killed without warning; nothing is lost and nothing is doubled (bench/kills.py: more)."""

import pytest

from tests.environment.installation import new_installation
from tests.kills.trial import trial

pytestmark = pytest.mark.kills


def test_killing_workers_loses_and_doubles_nothing(tmp_path):
    with new_installation(tmp_path) as installation:
        outcome = trial(installation, jobs=160, kills=50, seed=7)

    assert outcome.faults() == []
    assert outcome.abandoned > 0, "the kills hit nobody at work"
