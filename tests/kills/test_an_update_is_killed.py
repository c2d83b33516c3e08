"""Bringing a database up to date can be cut off at any moment; the next start goes on."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.environment.installation import PUNTUALE, ROOT, new_installation

INSIDE = "tests.interfaces.terminal.inside"
pytestmark = pytest.mark.kills


def wait_until_worked(process, seconds):
    """Wait until a process has had that much of the processor, or has ended."""
    while process.poll() is None:
        # Behind the name, which stands in brackets: the 12th and 13th.
        figures = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        if sum(map(int, figures[11:13])) / os.sysconf("SC_CLK_TCK") >= seconds:
            return
        time.sleep(0.01)


def test_an_update_that_is_killed_has_changed_nothing_and_is_made_at_the_next_start(tmp_path):
    chance = random.Random(11)
    with new_installation(tmp_path / "whole", prepared=False) as whole:
        before = os.times()
        assert whole.puntuale("migrate").returncode == 0
        after = os.times()
    work = after.children_user + after.children_system
    work -= before.children_user + before.children_system
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
            # Reading the product takes the first third of the work, changing the database the rest.
            wait_until_worked(update, work * chance.uniform(0.4, 0.8))
            update.send_signal(signal.SIGKILL)
            killed += update.wait() == -signal.SIGKILL

        made = installation.call(f"{INSIDE}:changes_made")
        done = installation.puntuale("migrate", "--no-backup")

        assert done.returncode == 0, done.stderr
        assert killed, "no update was running any more when it was to be killed"
        assert made in {0, installation.call(f"{INSIDE}:changes_made")}
        installation.call(f"{INSIDE}:fill")
        assert installation.puntuale("migrate").returncode == 0
