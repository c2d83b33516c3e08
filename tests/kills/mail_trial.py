"""Mail is delivered while the listener is killed without warning; afterwards every mail is counted."""

import os
import queue
import random
import signal
import smtplib
import socket
import subprocess
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from tests.environment.free_port import free_port
from tests.environment.installation import PUNTUALE, ROOT, Installation

SENDER, RECIPIENT = "giulia@brembo.example", "support@officina.example"
SECONDS_TO_COME = 60
SECONDS_IN_ALL = 600


@dataclass
class Listener:
    """`puntuale mail listen`, started again whenever it was killed."""

    installation: Installation
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        command = (*PUNTUALE, "mail", "listen", "--at", f"127.0.0.1:{self.port}")
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.installation.environment,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + SECONDS_TO_COME
        while time.monotonic() < until:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(0.05)
        raise AssertionError("the listener never came")

    def end(self, number: signal.Signals = signal.SIGKILL) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)
        self.process.wait()


@dataclass
class Delivery:
    """What the senders were told, and what was found afterwards."""

    mails: int
    kills: int
    seconds: float
    attempts: int
    kept: Counter[str]

    @property
    def lost(self) -> int:
        return self.mails - len(self.kept)

    @property
    def doubled(self) -> int:
        return sum(self.kept.values()) - len(self.kept)


def a_mail(number: int) -> bytes:
    return (
        f"From: Giulia Conti <{SENDER}>\r\nTo: {RECIPIENT}\r\nSubject: Ordine {number}\r\n"
        f"Message-ID: <{number}@mail.brembo.example>\r\n\r\n"
        f"L'importazione dell'ordine {number} non funziona da stamattina.\r\n"
    ).encode()


def trial(
    installation: Installation, *, mails: int, kills: int, senders: int, seed: int
) -> Delivery:
    """Deliver `mails` by `senders` at once; each sender keeps a mail until it hears 250."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(mails):
        waiting.put(number)
    listener = Listener(installation)
    listener.start()
    attempts: list[int] = []
    began = time.monotonic()
    threads = [
        threading.Thread(target=_send_all, args=[listener.port, waiting, attempts], daemon=True)
        for _sender in range(senders)
    ]
    for thread in threads:
        thread.start()
    killed = _kill_at_random(listener, threads, kills, random.Random(seed))
    for thread in threads:
        thread.join(SECONDS_IN_ALL)
    seconds = time.monotonic() - began
    listener.end(signal.SIGTERM)
    kept = installation.call("tests.kills.mail_trial:message_ids")
    return Delivery(mails, killed, seconds, len(attempts), Counter(kept))


def message_ids() -> list[str]:
    """Inside the installation: the Message-ID of every mail that was kept."""
    from puntuale.apps.post.models import InboundMail

    return list(InboundMail.objects.values_list("message_id", flat=True))


def _kill_at_random(
    listener: Listener, threads: list[threading.Thread], kills: int, chance: random.Random
) -> int:
    for number in range(kills):
        time.sleep(chance.uniform(0.05, 0.6))
        if not any(thread.is_alive() for thread in threads):
            return number
        listener.end()
        listener.start()
    return kills


def _send_all(port: int, waiting: "queue.SimpleQueue[int]", attempts: list[int]) -> None:
    client: smtplib.LMTP | None = None
    while True:
        try:
            number = waiting.get_nowait()
        except queue.Empty:
            break
        while True:
            attempts.append(number)
            try:
                client = client or smtplib.LMTP("127.0.0.1", port, timeout=60)
                client.sendmail(SENDER, [RECIPIENT], a_mail(number))
                break
            except (OSError, smtplib.SMTPException):
                if client is not None:
                    client.close()
                client = None
                time.sleep(0.05)
    if client is not None:
        with suppress(OSError, smtplib.SMTPException):
            client.quit()
