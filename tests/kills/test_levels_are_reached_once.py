"""Workers are killed while they carry out levels of escalation; each happens once all the same."""

import os
import random
import signal
import time

import pytest

from tests.environment.installation import new_installation
from tests.kills.trial import PATIENCE_SECONDS, Nursery, nursery

pytestmark = pytest.mark.kills

TICKETS, KILLS, WORKERS = 120, 25, 3
# Little left and broken, of the reply and of the solution; one notice for each promise.
LEVELS, NOTICES = 4, 2


def kill_at_random(own: Nursery, chance: random.Random) -> None:
    alive = [own.ask("bear") for _ in range(WORKERS)]
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.02, 0.1))
        chosen = chance.randrange(WORKERS)
        os.kill(alive[chosen], signal.SIGKILL)
        alive[chosen] = own.ask("bear")
    until = time.monotonic() + PATIENCE_SECONDS
    while own.ask("asleep") and time.monotonic() < until:
        time.sleep(0.1)


def test_killing_workers_loses_and_doubles_no_level(tmp_path):
    with new_installation(tmp_path) as installation, nursery(installation) as own:
        own.ask("promise", TICKETS)

        kill_at_random(own, random.Random(7))
        found = own.ask("escalated")

    levels, notices = ({tuple(each) for each in found[what]} for what in ("levels", "notices"))
    assert len(found["levels"]) == len(levels) == TICKETS * LEVELS
    assert len(found["notices"]) == len(notices) == TICKETS * NOTICES
