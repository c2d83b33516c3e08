"""One program kept running: started, started again when it dies, stopped with all it started."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from puntuale.config.running.lifeline import Lifeline

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
PACKAGE = Path(__file__).resolve().parents[2]
SETTLED_SECONDS = 60.0  # a program that lived this long starts again without a pause


@dataclass(frozen=True, slots=True)
class Program:
    """What a child does, in words, and the `puntuale` command that does it."""

    name: str
    arguments: tuple[str, ...]

    def command(self) -> list[str]:
        return [sys.executable, "-P", "-m", "puntuale.config.command", *self.arguments]

    def environment(self) -> dict[str, str]:
        # The same Puntuale as this process, from wherever it was started.
        return {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}


@dataclass
class Child:
    """A program that should be running, and the process that does so at the moment."""

    program: Program
    lifeline: Lifeline
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    starts_at: float = 0.0
    deaths: int = field(default=0)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, and stopping reaches
        # whatever the program has started in turn.
        self.process = subprocess.Popen(  # noqa: S603
            self.program.command(),
            env=self.program.environment() | self.lifeline.environment(),
            pass_fds=[self.lifeline.read_end],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.started_at = time.monotonic()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep_alive(self) -> str | None:
        """Start again what has died, after a pause; a sentence when there is news."""
        now = time.monotonic()
        if self.is_running():
            return None
        if self.process is not None:
            return self._bury(now)
        if now >= self.starts_at:
            self.start()
        return None

    def _bury(self, now: float) -> str:
        assert self.process is not None
        status = self.process.returncode
        self.send(signal.SIGKILL)  # what it left behind in its group
        settled = now - self.started_at >= SETTLED_SECONDS
        self.deaths = 0 if settled else self.deaths + 1
        pause = min(FIRST_PAUSE_SECONDS * 2**self.deaths, LONGEST_PAUSE_SECONDS)
        self.process, self.starts_at = None, now + pause
        return f"The {self.program.name} ended ({ending(status)}); it starts again in {pause:g} s."

    def send(self, number: signal.Signals) -> None:
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


def ending(status: int) -> str:
    """How a process ended, in words."""
    if status < 0:
        return f"stopped by {signal.Signals(-status).name}"
    return f"status {status}"


def stop(children: list[Child], *, within_seconds: float) -> None:
    """Ask all to stop at once; whoever has not done so in time is ended."""
    for child in children:
        child.send(signal.SIGTERM)
    until = time.monotonic() + within_seconds
    try:
        while any(child.is_running() for child in children) and time.monotonic() < until:
            time.sleep(0.05)
    finally:  # a second Ctrl-C ends the waiting
        for child in children:
            child.send(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
