"""Walking through duties again and again, until told to stop."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from django.db import close_old_connections, connection

from puntuale.interfaces.worker import instants

log = structlog.get_logger(__name__)

Duty = Callable[[datetime], bool]

IDLE_SECONDS = 0.5
# After a failure the cause is given time: most often it is a database that is not there.
FAILURE_SECONDS = 2.0


def walk(duties: Sequence[Duty], *, stopping: threading.Event, once: bool = False) -> None:
    """Carry out `duties` in turn; with `once` until there is nothing left to do."""
    while not stopping.is_set():
        close_old_connections()
        pause = IDLE_SECONDS
        try:
            did_something = [duty(instants.now()) for duty in duties]
            if any(did_something):
                continue
        except Exception:
            if once:
                raise
            log.exception("a duty failed")
            pause = FAILURE_SECONDS
        if once:
            return
        stopping.wait(pause)


class Round(threading.Thread):
    """Walks through its duties beside the others."""

    def __init__(self, name: str, duties: Sequence[Duty], stopping: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.duties, self.stopping = duties, stopping

    def run(self) -> None:
        walk(self.duties, stopping=self.stopping)
        connection.close()
