"""`puntuale run`: everything on this machine, with one command."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import click

from puntuale.config import catalogues
from puntuale.config.data_directory import (
    data_directory,
    demo_directory,
    is_used,
    own_directory,
    private_folder,
)
from puntuale.config.running.children import Program
from puntuale.config.running.one_run import AlreadyRunning, only_run
from puntuale.config.running.ports import PortTaken, answers, free_port
from puntuale.config.running.supervisor import NeverReady, supervise
from puntuale.interfaces.terminal.demo import logins

FIRST_PORT = 8000
FIRST_MAIL_PORT = 8025
PROGRAMS = (Program("web server", ("serve",)),)


@click.command()
@click.option("--host", envvar="PUNTUALE_HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="PUNTUALE_PORT", type=int, help="Else 8000, or the next free one.")
@click.option(
    "--demo/--no-demo",
    envvar="PUNTUALE_DEMO",
    default=False,
    help="Whether a first start fills the desk with invented customers and requests.",
)
def run(*, host: str, port: int | None, demo: bool) -> None:
    """Start everything here, and keep it running.

    Ctrl-C stops all of it.
    """
    folder = choose_folder(demo=demo)
    os.environ["PUNTUALE_DATA"] = str(folder)
    try:
        with only_run(folder) as notice:
            _run(folder, host, port, notice)
    except AlreadyRunning as other:
        raise click.ClickException(f"it already runs over {folder}: {other}.") from None
    except NeverReady:
        raise click.ClickException("the web server does not answer; see above for why.") from None


def choose_folder(*, demo: bool) -> Path:
    """The data directory of this run, made where it is missing, and marked where it is a demo."""
    asked = os.environ.get("PUNTUALE_DATA")
    if is_used(data_directory()):
        return data_directory()
    if not demo:
        return private_folder(data_directory() if asked else own_directory())
    folder = private_folder(data_directory() if asked else demo_directory())
    logins.mark(folder)
    return folder


def _run(folder: Path, host: str, port: int | None, notice: IO[str]) -> None:
    if logins.is_demo(folder) and host not in ("127.0.0.1", "::1", "localhost"):
        raise click.ClickException("the demo is for this machine alone: --host must be 127.0.0.1.")
    port = _port(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    mail_port = free_port("127.0.0.1", wanted=None, first=FIRST_MAIL_PORT)
    os.environ["PUNTUALE_HOST"], os.environ["PUNTUALE_PORT"] = host, str(port)
    os.environ.setdefault("PUNTUALE_URL", address)
    os.environ.setdefault("PUNTUALE_LMTP", f"127.0.0.1:{mail_port}")

    notice.write(f"process {os.getpid()}, {address}")
    notice.flush()
    prepare(folder)
    supervise(
        PROGRAMS,
        is_ready=lambda: answers(host, port),
        when_ready=lambda: click.echo(welcome(folder, address)),
        say=lambda news: click.echo(news, err=True),
    )


def _port(host: str, wanted: int | None) -> int:
    try:
        return free_port(host, wanted=wanted, first=FIRST_PORT)
    except PortTaken:
        which = f"port {wanted}" if wanted else "every port from 8000 to 8099"
        raise click.ClickException(f"{which} of {host} is taken by another program.") from None


def prepare(folder: Path) -> None:
    """Bring catalogues and database up to this version, and fill the demo where it is wanted."""
    if os.access(catalogues.PACKAGE, os.W_OK):
        catalogues.compile_catalogues()
    carry_out("migrate", "--quiet")
    if logins.is_demo(folder) and not logins.read(folder):
        carry_out("demo", "--quiet")


def carry_out(*arguments: str) -> None:
    """Another `puntuale` command, to its end; where it fails it has said why."""
    program = Program(arguments[0], arguments)
    done = subprocess.run(program.command(), env=program.environment(), check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)


def welcome(folder: Path, address: str) -> str:
    """What to tell the person at the terminal once it runs."""
    lines = [f"Puntuale is at {address}", f"Its data is in {folder}"]
    lines.append(f"Mail comes in by LMTP at {os.environ['PUNTUALE_LMTP']}")
    if logins.is_demo(folder):
        lines.append("This is the demo: nobody and nothing in it is real. Sign in as")
        lines.append(logins.table(logins.read(folder)))
    lines.append("Ctrl-C stops it.")
    return "\n".join(lines)
