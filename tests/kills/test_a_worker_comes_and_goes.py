"""A worker stops when it is told to, and one that freezes or loses its database does no harm."""

import os
import signal
import time

import psycopg
import pytest

from tests.environment.installation import new_installation
from tests.kills.trial import LEASE_SECONDS, nursery

pytestmark = pytest.mark.kills


@pytest.fixture
def own(tmp_path):
    with new_installation(tmp_path) as installation, nursery(installation) as own:
        own.installation = installation
        yield own


def until(wanted, *, seconds=120):
    """Wait until something is so, on the slowest machine."""
    last = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < last, "it never came"
        time.sleep(0.05)


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def words(own, word):
    return [line for line in own.lines() if line[1] == word]


def test_a_worker_told_to_stop_ends_its_job_and_is_gone(own):
    job, worker = own.ask("doze", 2), own.ask("bear")
    until(lambda: words(own, "begins"))

    os.kill(worker, signal.SIGTERM)

    until(lambda: is_gone(worker))
    assert len(words(own, "ends")) == 1
    assert own.ask("state_of", job) == {
        "is_done": True,
        "is_leased": False,
        "abandoned": 0,
        "workers": 0,
    }


def test_a_worker_in_the_middle_of_something_long_does_not_wait_for_its_end(own):
    job, worker = own.ask("doze", 600), own.ask("bear")
    until(lambda: words(own, "begins"))

    os.kill(worker, signal.SIGTERM)

    until(lambda: is_gone(worker))
    assert not own.ask("state_of", job)["is_done"]


def test_a_job_that_takes_longer_than_a_lease_is_not_taken_over(own):
    job = own.ask("doze", LEASE_SECONDS * 3)
    for _ in range(2):
        own.ask("bear")

    until(lambda: own.ask("state_of", job)["is_done"])

    assert len(words(own, "begins")) == 1
    assert own.ask("state_of", job)["abandoned"] == 0


def test_the_job_of_a_frozen_worker_is_taken_over_and_its_own_report_counts_no_more(own):
    frozen = own.ask("bear")
    # What it writes when it starts is over: on SQLite everybody waits for who freezes in a write.
    time.sleep(3)
    until(lambda: own.ask("all_unfinished") == 0)
    job = own.ask("doze", 3)
    until(lambda: words(own, "begins"))
    time.sleep(0.5)
    os.kill(frozen, signal.SIGSTOP)
    other = own.ask("bear")
    until(lambda: own.ask("state_of", job)["is_done"])

    os.kill(frozen, signal.SIGCONT)
    until(lambda: len(words(own, "ends")) == 2)

    assert {line[0] for line in words(own, "begins")} == {str(frozen), str(other)}
    assert own.ask("state_of", job)["abandoned"] == 1
    until(lambda: own.ask("state_of", job)["workers"] == 2)


if "DATABASE_URL" in os.environ:

    def test_a_worker_whose_database_was_away_goes_on_by_itself(own):
        own.ask("bear")
        first = own.ask("doze", 0)
        until(lambda: own.ask("state_of", first)["is_done"])
        with psycopg.connect(own.installation.environment["DATABASE_URL"], autocommit=True) as to:
            for _ in range(5):
                to.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                time.sleep(0.2)

        second = own.ask("doze", 0)

        until(lambda: own.ask("state_of", second)["is_done"])

    def test_a_worker_frozen_in_a_transaction_holds_nobody_up(own):
        frozen = own.ask("bear")
        first = own.ask("doze", 0)
        until(lambda: own.ask("state_of", first)["is_done"])
        held = own.ask("hold", 1)
        until(lambda: words(own, "holds"))
        os.kill(frozen, signal.SIGSTOP)

        own.ask("bear")

        until(lambda: own.ask("state_of", held)["is_done"])
        assert own.ask("state_of", held)["abandoned"] == 1
