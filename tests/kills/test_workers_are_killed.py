"""Workers are killed without warning; nothing is lost and nothing is doubled (bench/kills.py: more)."""

import os
from contextlib import nullcontext

import pytest

from tests.environment.installation import own_database
from tests.kills.trial import trial

pytestmark = pytest.mark.kills


def test_killing_workers_loses_and_doubles_nothing(tmp_path):
    server = os.environ.get("DATABASE_URL")
    with own_database(server) if server else nullcontext("") as database:
        outcome = trial(tmp_path, jobs=160, kills=50, seed=7, database=database)

    assert outcome.faults() == []
    assert outcome.abandoned > 5, "the kills hit nobody at work"
