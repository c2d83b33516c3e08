"""R-01 and R-02 on a database of their own: the last coupon goes once, and one rating posts once."""

import pytest

from tests.environment.installation import new_installation

CLIENTS, ROUNDS = 12, 3


@pytest.fixture
def installation(tmp_path):
    with new_installation(tmp_path) as installation:
        yield installation


def test_r_01_one_of_many_gets_the_last_coupon_and_the_others_owe(installation):
    told = installation.call("tests.apps.charges.race:last_coupon", clients=CLIENTS, rounds=ROUNDS)

    assert told == {
        "winners": [1] * ROUNDS,
        "owed": (CLIENTS - 1) * ROUNDS,
        "negative": 0,
        "wrong": [],
    }


def test_r_02_the_same_request_rated_by_many_posts_once(installation):
    told = installation.call("tests.apps.charges.race:one_request", clients=8)

    assert told == {"charges": 1, "rows": 1, "drawn": 2, "wrong": []}
