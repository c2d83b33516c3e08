"""A thread that keeps this worker's leases and says that it is there, whatever the others are at."""

import os
import socket
import threading
import uuid

import structlog
from django.db import close_old_connections, connection

from puntuale import __version__
from puntuale.apps.jobs.leases import renew
from puntuale.apps.jobs.workers import appear, leave
from puntuale.interfaces.worker import instants
from puntuale.interfaces.worker.keeping import KEPT
from puntuale.interfaces.worker.leasing import lease

log = structlog.get_logger(__name__)


class Heartbeat(threading.Thread):
    """Beats several times within a lease, until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self.key = uuid.uuid4()
        self._stopping = threading.Event()

    def run(self) -> None:
        while not self._stopping.wait(lease().total_seconds() / 4):
            self.beat()
        leave(self.key)
        connection.close()

    def beat(self) -> None:
        """Renew the leases of what is being carried out, and give a sign of life."""
        close_old_connections()
        try:
            at = instants.now()
            for job in KEPT.now():
                renew(job, at=at, lease=lease())
            appear(
                self.key,
                host=socket.gethostname(),
                process=os.getpid(),
                version=__version__,
                at=at,
            )
        except Exception:
            log.exception("the worker cannot give a sign of life")

    def stop(self) -> None:
        """Say good-bye; waits a moment for it."""
        self._stopping.set()
        self.join(timeout=1)
