"""Many at once, on a database of their own: R-21."""

from tests.environment.installation import new_installation


def test_of_many_who_want_to_call_one_does(tmp_path):
    with new_installation(tmp_path) as installation:
        told = installation.call("tests.apps.callbacks.race:one_call", callers=20)

    assert told == {"calls": 1, "attempts": 1}
