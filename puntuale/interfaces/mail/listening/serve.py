"""The listener from start to stop: where it listens, and how it ends without losing an answer."""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from puntuale.apps.post.addressing import is_ours
from puntuale.interfaces.mail.listening.committer import Committer
from puntuale.interfaces.mail.listening.protocol import Conversation, Door

SECONDS_TO_FINISH = 5.0
SECONDS_TO_ANSWER = 0.2

log = structlog.get_logger(__name__)


def serve(address: str | None) -> None:
    """Listen until SIGTERM or SIGINT; mails already taken are kept and answered first."""
    host, port = place(address or settings.LMTP_LISTEN)
    asyncio.run(_serve(host, port))


def place(address: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8025` or `[::1]:8025`."""
    host, _, port = address.rpartition(":")
    return host.strip("[]") or "127.0.0.1", int(port)


def _is_ours(address: str) -> bool:
    close_old_connections()
    return is_ours(address)


async def _serve(host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    committer = Committer()
    committer.start()
    one = ThreadPoolExecutor(1, "addresses")
    door = Door(
        committer, timezone.now, lambda address: loop.run_in_executor(one, _is_ours, address)
    )
    server = await loop.create_server(
        lambda: Conversation(door, settings.MAIL_MAX_BYTES), host, port
    )
    log.info("lmtp_listens", host=host, port=server.sockets[0].getsockname()[1])
    await stopping.wait()
    server.close()
    await asyncio.to_thread(committer.stop, within_seconds=SECONDS_TO_FINISH)
    await asyncio.sleep(SECONDS_TO_ANSWER)
