"""However often and however many at once a payment is told of, it grants once; also after a kill."""

import pytest

from tests.environment.installation import new_installation

GRANTED = {"state": "granted", "lots": 1, "payments": 1, "wrong": []}


@pytest.fixture
def installation(tmp_path):
    with new_installation(tmp_path) as installation:
        yield installation


def test_many_messages_about_one_payment_grant_once(installation):
    """R-04: twice, at once, and by another event."""
    told = installation.call("tests.apps.sales.race:same_money", clients=8)

    assert told == GRANTED | {"events": 2}


@pytest.mark.parametrize("when", ["before the commit", "before the answer"])
def test_a_kill_changes_nothing_when_the_message_comes_again(installation, when):
    assert installation.call("tests.apps.sales.race:killed", when=when) == GRANTED
