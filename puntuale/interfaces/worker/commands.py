"""`puntuale work`: what happens by itself."""

import logging
import os
import signal
import threading
import time
from functools import partial

import click
import structlog
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from puntuale.interfaces.worker.duties import run_next_job
from puntuale.interfaces.worker.heartbeat import Heartbeat
from puntuale.interfaces.worker.leasing import bound_transactions
from puntuale.interfaces.worker.rounds import Duty, Round, walk

log = structlog.get_logger(__name__)

SECONDS_TO_STOP = 7.0


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
def work(*, once: bool) -> None:
    """Wake clocks, carry out jobs, fetch and send mail.

    Any number of workers may run, on one machine or on several that share a PostgreSQL database.
    """
    rounds = all_rounds()
    bound_transactions()
    heartbeat = Heartbeat()
    heartbeat.beat()
    connection.close()  # each thread has its own
    heartbeat.start()
    if once:
        passing = [rounds[name] for name in rounds if name not in settings.LASTING_ROUNDS]
        walk(
            [duty for duties in passing for duty in duties],
            stopping=threading.Event(),
            once=True,
        )
    else:
        _work_until_told_to_stop(rounds)
    heartbeat.stop()


def all_rounds() -> dict[str, list[Duty]]:
    """The duties of every round, by its name."""
    rounds: dict[str, list[Duty]] = {
        name: [import_string(path) for path in paths] for name, paths in settings.ROUNDS.items()
    }
    apart = settings.JOBS_APART
    never = [kind for kinds in apart.values() for kind in kinds]
    rounds["jobs"] = [partial(run_next_job, never=never)]
    return rounds | {name: [partial(run_next_job, only=kinds)] for name, kinds in apart.items()}


def _work_until_told_to_stop(rounds: dict[str, list[Duty]]) -> None:
    stopping = threading.Event()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    threads = [Round(name, duties, stopping) for name, duties in rounds.items()]
    for thread in threads:
        thread.start()
    log.info("working", rounds=list(rounds), process=os.getpid())
    stopping.wait()
    _wait_for(threads)


def _wait_for(threads: list[Round]) -> None:
    until = time.monotonic() + SECONDS_TO_STOP
    for thread in threads:
        thread.join(timeout=max(until - time.monotonic(), 0))
    late = [thread.name for thread in threads if thread.is_alive()]
    if late:
        # Its jobs keep their leases for a moment, then another worker takes them.
        log.warning("stopping in the middle of something long", rounds=late)
        logging.shutdown()
        os._exit(0)
    log.info("stopped")
