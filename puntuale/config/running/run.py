"""`puntuale run`: everything on this machine, with one command."""

import os

import click

from puntuale.config.running.one_run import AlreadyRunning, only_run
from puntuale.config.running.place import choose_folder
from puntuale.config.running.start import mail_listener, start, web_server


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
            web, mail = web_server(host, port), mail_listener()
            notice.write(f"process {os.getpid()}, http://{web.place}")
            notice.flush()
            start(folder, web, mail)
    except AlreadyRunning as other:
        raise click.ClickException(f"it already runs over {folder}: {other}.") from None
