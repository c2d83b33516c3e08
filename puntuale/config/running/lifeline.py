"""A process that ends when the one that started it is gone, however that went."""

import os
import signal
import threading
import time

VARIABLE = "PUNTUALE_LIFELINE"
SECONDS_TO_STOP = 7


class Lifeline:
    """A pipe whose far end is open exactly as long as this process lives."""

    def __init__(self) -> None:
        self.read_end, self._write_end = os.pipe()

    def environment(self) -> dict[str, str]:
        """What a child must be told; pass it `read_end` as well."""
        return {VARIABLE: str(self.read_end)}

    def close(self) -> None:
        os.close(self._write_end)
        os.close(self.read_end)


def follow_parent() -> None:
    """Where a parent said so, stop this process and its own children when it is gone.

    Works after `kill -9` too, since the system closes the pipe. The process must lead its
    own process group: all of that group is stopped.
    """
    read_end = os.environ.pop(VARIABLE, None)
    if read_end is not None:
        threading.Thread(target=_stop_at_end_of, args=[int(read_end)], daemon=True).start()


def _stop_at_end_of(read_end: int) -> None:
    os.read(read_end, 1)
    os.killpg(0, signal.SIGTERM)
    time.sleep(SECONDS_TO_STOP)
    os.killpg(0, signal.SIGKILL)
