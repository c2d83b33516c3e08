"""Keeps programs running until it is told to stop."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from puntuale.config.running.children import Child, Program, stop
from puntuale.config.running.lifeline import Lifeline

SECONDS_TO_STOP = 8.0
LOOK_EVERY_SECONDS = 0.2
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class NeverReady(Exception):
    """The programs were started, but what was waited for did not come."""


def supervise(
    programs: Sequence[Program],
    *,
    is_ready: Callable[[], bool],
    when_ready: Callable[[], None],
    say: Callable[[str], None],
    asked: threading.Event,
    patience_seconds: float = 60.0,
) -> None:
    """Run `programs` until it is `asked` to stop; all of them are gone when this returns.

    Raises:
        NeverReady: `is_ready` stayed false for as long as the patience lasts.
    """
    lifeline = Lifeline()
    children = [Child(program, lifeline) for program in programs]
    try:
        if _wait_until_ready(children, is_ready, asked, say, patience_seconds):
            when_ready()
        while not asked.wait(LOOK_EVERY_SECONDS):
            _keep_alive(children, say)
        say("Stopping.")
    finally:
        stop(children, within_seconds=SECONDS_TO_STOP)
        lifeline.close()


def carry_out(program: Program, *, asked: threading.Event) -> int | None:
    """Run `program` to its end, and its status; None where it was `asked` to stop before."""
    lifeline = Lifeline()
    child = Child(program, lifeline)
    try:
        child.start()
        while child.is_running() and not asked.wait(LOOK_EVERY_SECONDS / 4):
            pass
        return child.process.returncode if child.process and not child.is_running() else None
    finally:
        stop([child], within_seconds=SECONDS_TO_STOP)
        lifeline.close()


def _wait_until_ready(
    children: list[Child],
    is_ready: Callable[[], bool],
    asked: threading.Event,
    say: Callable[[str], None],
    patience_seconds: float,
) -> bool:
    for _ in range(int(patience_seconds / LOOK_EVERY_SECONDS)):
        _keep_alive(children, say)
        if is_ready():
            return True
        if asked.wait(LOOK_EVERY_SECONDS):
            return False
    raise NeverReady


def _keep_alive(children: list[Child], say: Callable[[str], None]) -> None:
    for child in children:
        news = child.keep_alive()
        if news:
            say(news)


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """An event that is set by the first signal to stop; a second one ends at once."""
    asked = threading.Event()

    def hear(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = {number: signal.signal(number, hear) for number in SIGNALS}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
