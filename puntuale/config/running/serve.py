"""`puntuale serve`: the web server alone."""

import os
import threading
import time

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from puntuale.config.running.ports import is_free

STARTED_BY = "PUNTUALE_SERVER_PROCESS"


@click.command()
@click.option(
    "--host", envvar="PUNTUALE_HOST", default="127.0.0.1", show_default=True, help="Address."
)
@click.option("--port", envvar="PUNTUALE_PORT", default=8000, show_default=True, help="Port.")
@click.option("--processes", default=1, show_default=True, help="Server processes.")
@click.option("--threads", default=8, show_default=True, help="Requests at once in each process.")
def serve(host: str, port: int, processes: int, threads: int) -> None:
    """Answer on the web, and nothing else."""
    if not is_free(host, port):
        raise click.ClickException(f"port {port} of {host} is taken by another program.")
    os.environ[STARTED_BY] = str(os.getpid())
    Server(
        "puntuale.config.running.serve:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        workers_kill_timeout=5,
        log_level=LogLevels.error,
        websockets=False,
        factory=True,
    ).serve()


def application() -> object:
    """What one server process runs; it ends when the process that started it is gone."""
    # Not its parent of the moment: whoever started it may be gone before it comes to this.
    started_by = int(os.environ[STARTED_BY])
    threading.Thread(target=_end_without, args=[started_by], daemon=True).start()
    from puntuale.config.wsgi import application as django

    return django


def _end_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
