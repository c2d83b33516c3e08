"""Two real workers and one mailbox: never both at once, and every mail once."""

import subprocess
import time
from pathlib import Path

import pytest

from puntuale.apps.post.sealing import seal
from tests.environment.imap import PASSWORD, USER, imap_server
from tests.environment.installation import PUNTUALE, ROOT, new_installation

MAILS = 15
PATIENCE_SECONDS = 120


def know(url: str) -> None:
    """Inside the installation: our mailbox."""
    from puntuale.apps.post.models import Mailbox

    Mailbox.objects.create(address=USER, imap_url=url, sealed_password=seal(PASSWORD))


def kept() -> list[str]:
    """Inside the installation: what was fetched."""
    from puntuale.apps.post.models import InboundMail

    return list(InboundMail.objects.values_list("message_id", flat=True))


def hurry() -> None:
    """Inside the installation: the mailbox is due at once, over and over."""
    from puntuale.apps.post.actions.mailboxes import hurry
    from puntuale.apps.post.models import Mailbox

    for _time in range(20):
        hurry(Mailbox.objects.get())
        time.sleep(0.05)


@pytest.mark.kills
def test_two_workers_never_take_one_mailbox_at_once(tmp_path: Path):
    with imap_server() as server, new_installation(tmp_path) as installation:
        server.offers_idle, server.seconds_a_mail = False, 0.05
        server.put(*(f"mail{number}" for number in range(MAILS)))
        installation.environment["PUNTUALE_LOG_LEVEL"] = "ERROR"
        installation.call(f"{__name__}:know", url=server.url)
        workers = [
            subprocess.Popen([*PUNTUALE, "work"], cwd=ROOT, env=installation.environment)
            for _worker in range(2)
        ]
        try:
            until = time.monotonic() + PATIENCE_SECONDS
            while len(server.unseen()) and time.monotonic() < until:
                time.sleep(0.1)
            # Both look for something to fetch all the time.
            server.put("one more")
            installation.call(f"{__name__}:hurry")
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(60)
        found = installation.call(f"{__name__}:kept")

    assert server.most_readers == 1
    assert sorted(found) == sorted(
        [*(f"<mail{number}@x>" for number in range(MAILS)), "<one more@x>"]
    )
