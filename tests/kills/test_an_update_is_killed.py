"""Bringing a database up to date can be cut off at any moment; the next start goes on."""

import random
import signal
import subprocess
import time

import pytest

from tests.environment.installation import PUNTUALE, ROOT, new_installation

pytestmark = pytest.mark.kills


def test_an_update_that_is_killed_goes_on_at_the_next_start(tmp_path):
    chance = random.Random(11)
    with new_installation(tmp_path, prepared=False) as installation:
        began = time.monotonic()
        installation.puntuale("--version")
        installation.data.mkdir(parents=True, exist_ok=True)
        start = time.monotonic() - began
        killed = 0
        for _ in range(5):
            update = subprocess.Popen(
                [*PUNTUALE, "migrate", "--no-backup"],
                cwd=ROOT,
                env=installation.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            # Reading the product takes a part of the time, and changing the database the rest.
            time.sleep(start * chance.uniform(2, 8))
            update.send_signal(signal.SIGKILL)
            killed += update.wait() == -signal.SIGKILL

        made = installation.call("tests.interfaces.terminal.inside:changes_made")
        done = installation.puntuale("migrate", "--no-backup")

        assert done.returncode == 0, done.stderr
        assert killed, "no update was running any more when it was to be killed"
        # All of it, or nothing.
        assert made in {0, installation.call("tests.interfaces.terminal.inside:changes_made")}
        installation.call("tests.interfaces.terminal.inside:fill")
        assert installation.puntuale("migrate").returncode == 0
