"""Bringing a database up to date can be cut off at any moment; the next start goes on."""

import random
import signal
import subprocess
import time

import pytest

from tests.environment.installation import PUNTUALE, ROOT, new_installation

INSIDE = "tests.interfaces.terminal.inside"
pytestmark = pytest.mark.kills


def test_an_update_that_is_killed_has_changed_nothing_and_is_made_at_the_next_start(tmp_path):
    chance = random.Random(11)
    with new_installation(tmp_path / "whole", prepared=False) as whole:
        began = time.monotonic()
        assert whole.puntuale("migrate").returncode == 0
        length = time.monotonic() - began
    with new_installation(tmp_path / "killed", prepared=False) as installation:
        killed = 0
        for _ in range(3):
            update = subprocess.Popen(
                [*PUNTUALE, "migrate", "--no-backup"],
                cwd=ROOT,
                env=installation.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            # Reading the product takes the first part of the time, changing the database the rest.
            time.sleep(length * chance.uniform(0.3, 0.95))
            update.send_signal(signal.SIGKILL)
            killed += update.wait() == -signal.SIGKILL

        made = installation.call(f"{INSIDE}:changes_made")
        done = installation.puntuale("migrate", "--no-backup")

        assert done.returncode == 0, done.stderr
        assert killed, "no update was running any more when it was to be killed"
        assert made in {0, installation.call(f"{INSIDE}:changes_made")}
        installation.call(f"{INSIDE}:fill")
        assert installation.puntuale("migrate").returncode == 0
