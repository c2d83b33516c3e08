"""From a data directory to everything running over it."""

import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import click

from puntuale.apps.accounts.setup_key import read_key
from puntuale.config import catalogues
from puntuale.config.running.children import Program
from puntuale.config.running.ports import PortTaken, answers, free_port
from puntuale.config.running.supervisor import NeverReady, asked_to_stop, carry_out, supervise
from puntuale.interfaces.terminal.demo import logins

FIRST_WEB_PORT = 8000
FIRST_MAIL_PORT = 8025
LOOPBACK = ("127.0.0.1", "::1", "localhost")
WORKER = Program("worker", ("work",))


@dataclass(frozen=True, slots=True)
class Listener:
    """A program that others connect to, and where."""

    program: Program
    host: str
    port: int

    @property
    def place(self) -> str:
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def answers(self) -> bool:
        return answers(self.host, self.port)


def web_server(host: str, port: int | None) -> Listener:
    """The web server, at `port` or at the first free one."""
    program = Program("web server", ("serve",))
    try:
        return Listener(program, host, free_port(host, wanted=port, first=FIRST_WEB_PORT))
    except PortTaken:
        which = f"port {port}" if port else f"every port from {FIRST_WEB_PORT} on"
        raise click.ClickException(f"{which} of {host} is taken by another program.") from None


def mail_listener() -> Listener:
    """The listener for mail, where PUNTUALE_LMTP says or at the first free port of this machine."""
    program = Program("mail listener", ("mail", "listen"))
    host, _, port = os.environ.get("PUNTUALE_LMTP", "127.0.0.1").rpartition(":")
    if host:
        return Listener(program, host, int(port))
    return Listener(program, port, free_port(port, wanted=None, first=FIRST_MAIL_PORT))


def start(folder: Path, web: Listener, mail: Listener) -> None:
    """Prepare the database and run everything until a signal comes."""
    if logins.is_demo(folder) and web.host not in LOOPBACK:
        raise click.ClickException("the demo is for this machine alone: --host must be 127.0.0.1.")
    os.environ["PUNTUALE_HOST"], os.environ["PUNTUALE_PORT"] = web.host, str(web.port)
    os.environ.setdefault("PUNTUALE_URL", f"http://{web.place}")
    os.environ.setdefault("PUNTUALE_LMTP", mail.place)
    if sys.stderr.isatty():  # a person reads along: only what needs them
        os.environ.setdefault("PUNTUALE_LOG_LEVEL", "WARNING")
    with asked_to_stop() as asked:
        if prepare(folder, asked):
            run_all(folder, web, mail, asked)
        else:
            click.echo("Stopping.", err=True)


def run_all(folder: Path, web: Listener, mail: Listener, asked: threading.Event) -> None:
    """Keep everything running until it is `asked` to stop."""
    listeners = (web, mail)
    try:
        supervise(
            [web.program, mail.program, WORKER],
            is_ready=lambda: all(listener.answers() for listener in listeners),
            when_ready=lambda: click.echo(welcome(folder, web, mail)),
            say=lambda news: click.echo(news, err=True),
            asked=asked,
        )
    except NeverReady:
        raise click.ClickException("it does not come up; what is written above says why.") from None


def prepare(folder: Path, asked: threading.Event) -> bool:
    """Bring catalogues and database up to this version, and fill the demo where it is wanted.

    False where it was `asked` to stop before the end: the next start goes on from there.
    """
    if os.access(catalogues.PACKAGE, os.W_OK):
        catalogues.compile_catalogues()
    if not carried_out("migrate", asked):
        return False
    if logins.is_demo(folder) and not logins.read(folder):
        click.echo("Filling the demo; this happens once and takes a moment.")
        return carried_out("demo", asked)
    return True


def carried_out(command: str, asked: threading.Event) -> bool:
    """Whether another `puntuale` command came to its end; where it fails it has said why."""
    status = carry_out(Program(command, (command, "--quiet")), asked=asked)
    if status:
        sys.exit(status)
    return status is not None


def welcome(folder: Path, web: Listener, mail: Listener) -> str:
    """What to tell the person at the terminal once it runs."""
    lines = [
        f"Puntuale is at http://{web.place}",
        f"Its data is in {folder}",
        f"Mail comes in by LMTP at {mail.place}",
    ]
    if logins.is_demo(folder):
        lines.append("This is the demo: nobody and nothing in it is real. Sign in as")
        lines.append(logins.table(logins.read(folder)))
    key = read_key(folder)
    if key:
        lines.append(f"Nobody has set it up yet. Begin at http://{web.place}/setup/?key={key}")
    return "\n".join([*lines, "Ctrl-C stops it."])
