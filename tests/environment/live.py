"""A whole Puntuale, as a customer's installation runs it: real processes over data of its own."""

import json
import signal
import smtplib
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from puntuale.config.running.lifeline import Lifeline
from tests.environment.free_port import free_port
from tests.environment.installation import CALLS, PUNTUALE, ROOT, Installation, new_installation

# A demo is some two hundred requests, each with its whole story.
SECONDS_TO_START = 180
SECONDS_TO_STOP = 60


@dataclass
class Live(Installation):
    """A running installation: where it listens, and how to reach into it."""

    port: int = field(default_factory=free_port)
    lmtp_port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    inside: subprocess.Popen[str] | None = None
    # It ends with this process, even where that is killed.
    lifeline: Lifeline = field(default_factory=Lifeline)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "terminal.log"

    def listen_apart(self) -> None:
        """Let it listen where nobody else does."""
        self.environment |= {
            "PUNTUALE_PORT": str(self.port),
            "PUNTUALE_URL": self.address,
            "PUNTUALE_LMTP": f"127.0.0.1:{self.lmtp_port}",
        }

    def said(self) -> str:
        """All that stood on its terminal so far."""
        return self.log.read_text() if self.log.exists() else ""

    def answers(self) -> bool:
        """Whether its web server gives an answer, whichever."""
        try:
            urllib.request.urlopen(f"{self.address}/", timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return True
        except OSError:
            return False
        return True

    def start(self) -> None:
        """Start it over whatever its data directory holds, and wait until it says so."""
        before = len(self.said())
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*PUNTUALE, "run"],
                cwd=ROOT,
                env=self.environment | self.lifeline.environment(),
                pass_fds=[self.lifeline.read_end],
                start_new_session=True,
                stdout=log,
                stderr=log,
                text=True,
            )
        until = time.monotonic() + SECONDS_TO_START
        while "Ctrl-C stops it" not in self.said()[before:]:
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"Puntuale did not start:\n{self.said()[-3000:]}")
            time.sleep(0.1)

    def call(self, function: str, **arguments: object) -> object:
        """As in any installation; one process answers all that is asked before it stops."""
        if self.inside is None:
            self.inside = subprocess.Popen(
                CALLS,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.inside.stdin
        assert self.inside.stdout
        print(json.dumps([function, arguments]), file=self.inside.stdin, flush=True)
        answer = self.inside.stdout.readline()
        assert answer, f"{function} failed; what stands on stderr says why"
        return json.loads(answer)

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self.inside is not None:
            self.inside.communicate()
            self.inside = None
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=SECONDS_TO_STOP)
            self.process = None

    def deliver(self, mail: bytes, *, to: str, sender: str = "") -> None:
        """Hand over a mail as a mail server does, by LMTP."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as connection:
            connection.sendmail(sender, [to], mail)


@contextmanager
def live_over(installation: Installation) -> Iterator[Live]:
    """A Puntuale over the data of `installation`, listening apart; not started, but stopped at the end."""
    live = Live(installation.folder, installation.environment)
    live.listen_apart()
    try:
        yield live
    finally:
        live.stop()
        live.lifeline.close()


@contextmanager
def bare_installation(folder: Path) -> Iterator[Live]:
    """An installation that is not running yet, and sends no mail away."""
    with new_installation(folder) as installation, live_over(installation) as live:
        yield live


def become_demo(installation: Installation) -> None:
    """Let its next start be that of a new demo, which fills itself."""
    (installation.data / "demo").touch(mode=0o600)


@contextmanager
def live_installation(folder: Path, *, smtp_port: int, demo: bool = False) -> Iterator[Live]:
    """A running installation below `folder`, whose mail goes out to `smtp_port`."""
    with new_installation(folder) as installation, live_over(installation) as live:
        live.environment |= {
            "PUNTUALE_SMTP": f"smtp://127.0.0.1:{smtp_port}",
            "PUNTUALE_PRETEND_PAYMENTS": "yes",
        }
        if demo:
            become_demo(live)
        live.start()
        yield live
