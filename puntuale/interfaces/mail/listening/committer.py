"""Mails of many sessions share a commit, so that being durable does not cost speed."""

import asyncio
import contextlib
import queue
import threading
from dataclasses import dataclass

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from puntuale.apps.post.actions.intake import Arrival, keep_mails

MAILS_A_COMMIT = 64
BYTES_A_COMMIT = 32 * 1024 * 1024

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail whose sender waits to hear that it was kept."""

    arrival: Arrival
    kept: asyncio.Future[None]
    loop: asyncio.AbstractEventLoop

    def say(self, trouble: Exception | None) -> None:
        # The loop is gone when the listener stops: then nobody waits for the answer any more.
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._say, trouble)

    def _say(self, trouble: Exception | None) -> None:
        if self.kept.done():
            return
        if trouble is None:
            self.kept.set_result(None)
        else:
            self.kept.set_exception(trouble)


class Committer:
    """One thread and one connection through which every mail of this listener is kept."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="committer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, within_seconds: float) -> None:
        """Keep what still waits, then end."""
        self._waiting.put(None)
        self._thread.join(within_seconds)

    async def keep(self, arrival: Arrival) -> None:
        """Return once `arrival` is on the disk.

        Raises:
            django.db.Error, OSError: it is not, and its sender must keep it.
        """
        loop = asyncio.get_running_loop()
        waiting = Waiting(arrival, loop.create_future(), loop)
        self._waiting.put(waiting)
        await waiting.kept

    def _run(self) -> None:
        try:
            while (first := self._waiting.get()) is not None:
                batch, is_last = self._batch(first)
                self._commit(batch)
                if is_last:
                    return
        finally:
            connection.close()

    def _batch(self, first: Waiting) -> tuple[list[Waiting], bool]:
        batch, size = [first], len(first.arrival.raw)
        while len(batch) < MAILS_A_COMMIT and size < BYTES_A_COMMIT:
            try:
                following = self._waiting.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return batch, True
            batch.append(following)
            size += len(following.arrival.raw)
        return batch, False

    def _commit(self, batch: list[Waiting]) -> None:
        trouble = _kept(batch)
        if trouble is not None and len(batch) > 1:
            # One mail that cannot be kept must not turn away the others.
            for waiting in batch:
                waiting.say(_kept([waiting]))
            return
        for waiting in batch:
            waiting.say(trouble)


def _kept(batch: list[Waiting]) -> Exception | None:
    try:
        close_old_connections()
        keep_mails(waiting.arrival for waiting in batch)
    except Exception as trouble:
        log.error("mail_not_kept", mails=len(batch), because=str(trouble))
        with contextlib.suppress(DatabaseError):
            connection.close()
        return trouble
    return None
