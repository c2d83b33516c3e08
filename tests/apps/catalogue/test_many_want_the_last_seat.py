"""Fifty machines at once, on a database of their own: R-13."""

from tests.environment.installation import new_installation


def test_of_fifty_machines_that_want_the_last_seat_exactly_one_gets_it(tmp_path):
    with new_installation(tmp_path) as installation:
        told = installation.call("tests.apps.catalogue.race:last_seat", machines=100, seats=5)

    # Each of the fifty asks twice: the one that wins is told so both times.
    assert told == {"active": 5, "taken": 5, "told": ["active", "refused"], "told_active": 2}
