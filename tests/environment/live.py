"""A whole Puntuale, as a customer's installation runs it: real processes over data of its own."""

import contextlib
import json
import os
import secrets
import signal
import smtplib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
SECONDS_TO_STOP = 15
PUNTUALE = (sys.executable, "-m", "puntuale.config.command")


@dataclass
class Live:
    """A running installation: where it listens, and how to reach into it."""

    folder: Path
    environment: dict[str, str]
    port: int
    lmtp_port: int
    process: subprocess.Popen[str] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "terminal.log"

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
        """Start it over whatever its data directory holds, and wait for the first page."""
        before = len(self.said())
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*PUNTUALE, "run"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                text=True,
            )
        until = time.monotonic() + SECONDS_TO_START
        while "Ctrl-C stops it" not in self.said()[before:]:
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"Puntuale did not start:\n{self.said()[-3000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=SECONDS_TO_STOP)
            self.process = None

    def puntuale(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Another `puntuale` command over the same data."""
        return subprocess.run(
            [*PUNTUALE, *arguments],
            cwd=ROOT,
            env=self.environment,
            input=stdin,
            capture_output=True,
            timeout=60,
        )

    def call(self, function: str, **arguments: object) -> object:
        """Call `module:function` inside this installation's Django; JSON in, JSON out."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.environment.inside", function],
            cwd=ROOT,
            env=self.environment,
            input=json.dumps(arguments),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def deliver(self, mail: bytes, *, to: str, sender: str = "") -> None:
        """Hand over a mail as a mail server does, by LMTP."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as connection:
            connection.sendmail(sender, [to], mail)


@contextmanager
def live_installation(folder: Path, *, smtp_port: int, demo: bool = False) -> Iterator[Live]:
    """Start an installation below `folder`, on the database that DATABASE_URL names the server of."""
    with contextlib.ExitStack() as stack:
        port, lmtp_port = free_port(), free_port()
        environment = {
            **os.environ,
            "PUNTUALE_DATA": str(folder / "data"),
            "PUNTUALE_PORT": str(port),
            "PUNTUALE_URL": f"http://127.0.0.1:{port}",
            "PUNTUALE_LMTP": f"127.0.0.1:{lmtp_port}",
            "PUNTUALE_SMTP": f"smtp://127.0.0.1:{smtp_port}",
            "PUNTUALE_DEMO": "yes" if demo else "no",
            "PYTHONPATH": str(ROOT),
        }
        if "DATABASE_URL" in environment:
            database = stack.enter_context(own_database(environment["DATABASE_URL"]))
            environment["DATABASE_URL"] = database
        live = Live(folder, environment, port, lmtp_port)
        live.start()
        stack.callback(live.stop)
        yield live


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """A database for one installation, dropped afterwards."""
    name = f"live_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
