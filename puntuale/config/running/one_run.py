"""One run at a time over a data directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class AlreadyRunning(Exception):
    """Another run holds the data directory; its notice says who and where."""


@contextmanager
def only_run(folder: Path) -> Iterator[IO[str]]:
    """Hold `folder` for this process; what is written to the answer is read by who comes second.

    The system lets go of it when the process ends, however that went.

    Raises:
        AlreadyRunning: with the notice of the one that holds it.
    """
    with os.fdopen(os.open(folder / "running", os.O_RDWR | os.O_CREAT, 0o600), "r+") as notice:
        try:
            fcntl.flock(notice, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(notice.read().strip()) from None
        notice.truncate()
        yield notice
        notice.seek(0)
        notice.truncate()
