"""Deciding at the same instant, on a database of their own (readings.md R-06 and R-07)."""

import pytest

from tests.environment.installation import new_installation

ROUNDS = 8


@pytest.fixture
def installation(tmp_path):
    with new_installation(tmp_path) as installation:
        yield installation


def test_of_three_who_decide_at_once_the_first_stands_and_the_others_learn_of_it(installation):
    told = installation.call("tests.apps.estimates.race:one_decision", rounds=ROUNDS)

    assert told == {
        "winners": [1] * ROUNDS,
        "losers_know": True,
        "stands": [True] * ROUNDS,
        "entered": ROUNDS,
    }


def test_of_many_who_accept_at_once_no_two_reserve_the_same_hours(installation):
    told = installation.call("tests.apps.estimates.race:the_same_hours", clients=8, room=3)

    assert told == {"accepted": 3, "told": 5, "reserved": 3 * 16200, "wrong": 0}
