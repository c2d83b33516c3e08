"""The jobs this process is carrying out at the moment, whose leases must not expire."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from puntuale.apps.jobs.models import Job


class Kept:
    """A set of jobs that several threads share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: list[Job] = []

    @contextmanager
    def keeping(self, job: Job) -> Iterator[None]:
        """`job` is being carried out inside this block."""
        with self._lock:
            self._jobs.append(job)
        try:
            yield
        finally:
            with self._lock:
                self._jobs.remove(job)

    def now(self) -> list[Job]:
        """What is being carried out at this moment."""
        with self._lock:
            return list(self._jobs)


KEPT = Kept()
