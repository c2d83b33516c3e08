"""Writers stand in line: two locked files make the one who waits longest the next to write."""

import fcntl
import os
import time
import weakref
from pathlib import Path

SHORTEST_LOOK_SECONDS = 0.000_05
LONGEST_LOOK_SECONDS = 0.002


class NoTurn(Exception):
    """Another writer did not finish in time."""


class Turns:
    """One writer's place in the line of a database; each connection has its own.

    A single lock is not fair: who lets go of it and asks again is faster than the sleepers it wakes.
    Here whoever comes passes `line` one by one, and only its holder waits at `door`.
    The system opens both when a process dies; both close with the object, so that a thread that
    dies inside its transaction lets go as well.
    """

    def __init__(self, database: Path) -> None:
        self._line = _open(database.with_name(database.name + ".line"))
        self._door = _open(database.with_name(database.name + ".door"))
        self.close = weakref.finalize(self, _close, self._line, self._door)

    def take(self, *, within_seconds: float) -> None:
        """Wait for this writer's turn.

        Raises:
            NoTurn: whoever is writing did not finish within the time, counted from the head of the line.
        """
        fcntl.flock(self._line, fcntl.LOCK_EX)
        try:
            self._pass_the_door(time.monotonic() + within_seconds)
        finally:
            fcntl.flock(self._line, fcntl.LOCK_UN)

    def leave(self) -> None:
        """Let the next writer go; leaving without a turn does nothing."""
        fcntl.flock(self._door, fcntl.LOCK_UN)

    def _pass_the_door(self, until: float) -> None:
        # Looking again instead of waiting in the kernel: a wait there could not be given up.
        pause = SHORTEST_LOOK_SECONDS
        while True:
            try:
                return fcntl.flock(self._door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise NoTurn from None
            time.sleep(pause)
            pause = min(pause * 1.3, LONGEST_LOOK_SECONDS)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _close(*files: int) -> None:
    for file in files:
        os.close(file)
