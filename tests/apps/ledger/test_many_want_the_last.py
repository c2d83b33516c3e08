"""Many clients at once, on a database of their own: what one has nobody else gets."""

import pytest

from tests.environment.installation import new_installation

CLIENTS, ROUNDS = 50, 5  # `python -m bench.ledger` plays 200


@pytest.fixture
def installation(tmp_path):
    with new_installation(tmp_path) as installation:
        yield installation


def test_of_fifty_who_use_the_last_coupon_one_wins_each_time_and_the_others_owe(installation):
    told = installation.call("tests.apps.ledger.race:last_coupon", clients=CLIENTS, rounds=ROUNDS)

    assert told == {
        "winners": [1] * ROUNDS,
        "owed": (CLIENTS - 1) * ROUNDS,
        "negative": 0,
        "wrong": [],
    }


def test_of_fifty_who_reserve_the_last_piece_one_wins_and_the_others_are_told_why(installation):
    told = installation.call("tests.apps.ledger.race:bare_account", clients=CLIENTS, rounds=3)

    assert told == {"winners": [1] * 3, "losers": ["NotEnough"], "wrong": []}


def test_the_same_order_and_the_same_work_count_once_however_often_they_come(installation):
    told = installation.call("tests.apps.ledger.race:same_order", clients=8, rounds=3)

    assert told == {"lots": 3, "used": 9, "left": 3, "wrong": []}
