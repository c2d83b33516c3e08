"""Mail is delivered while everything is killed without warning; afterwards every mail is counted."""

import os
import queue
import random
import signal
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from puntuale.config.running.ports import is_free
from tests.environment.live import Live

RECIPIENT = "support@officina.example"
LEASE_SECONDS = 4
SECONDS_TO_GO = 30
PATIENCE_SECONDS = 3600
COMPANIES = 500


@dataclass(frozen=True)
class Plan:
    """How many mails by how many senders, and how often everything, or one process, is killed."""

    mails: int
    senders: int
    kills_of_all: int
    kills_of_one: int
    seed: int

    def kills(self) -> list[bool]:
        """Each kill in its order, with whether it hits everything at once."""
        kinds = [True] * self.kills_of_all + [False] * self.kills_of_one
        random.Random(self.seed).shuffle(kinds)
        return kinds


class Journal:
    """What was acknowledged and who was killed: where it breaks off, the same plan goes on."""

    def __init__(self, file: Path) -> None:
        words = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
        self.kept = {int(number) for what, number in words if what == "kept"}
        self.killed = sum(what == "killed" for what, _ in words)
        self._file, self._turn = file.open("a", buffering=1), threading.Lock()

    def close(self) -> None:
        self._file.close()

    def note_kept(self, number: int) -> None:
        with self._turn:
            self.kept.add(number)
            self._file.write(f"kept {number}\n")

    def note_killed(self, process: str) -> None:
        self.killed += 1
        self._file.write(f"killed {process}\n")


@dataclass
class Delivery:
    """What the senders were told, and what was found afterwards."""

    plan: Plan
    kills: int
    seconds: float
    # By Message-ID how often it was kept, and by subject how many requests it became.
    kept: Counter[str]
    opened: Counter[str]
    # Requests that were acknowledged, by how often.
    answered: Counter[int]
    states: dict[str, int]

    def faults(self) -> list[str]:
        """Every promise that was not kept, in words."""
        mails = self.plan.mails
        checks = {
            f"{mails - len(self.kept)} mails are lost": len(self.kept) == mails,
            "a mail was kept twice": set(self.kept.values()) == {1},
            f"not every mail was read: {self.states}": self.states == {"read": mails},
            f"{mails - len(self.opened)} mails became no request": len(self.opened) == mails,
            "a mail became two requests": set(self.opened.values()) == {1},
            "a request was acknowledged twice": set(self.answered.values()) <= {1},
            f"only {self.kills} kills": self.kills == len(self.plan.kills()),
        }
        return [words for words, holds in checks.items() if not holds]


def sender_of(number: int) -> str:
    return f"giulia{number}@azienda{number % COMPANIES}.example"


def a_mail(number: int) -> bytes:
    return (
        f"From: Giulia Conti <{sender_of(number)}>\r\nTo: {RECIPIENT}\r\n"
        f"Subject: Ordine {number}\r\nMessage-ID: <{number}@mail.brembo.example>\r\n\r\n"
        f"L'importazione dell'ordine {number} non funziona da stamattina.\r\n"
    ).encode()


def trial(live: Live, plan: Plan) -> Delivery:
    """Carry out what is left of `plan`; each sender keeps a mail until it hears 250."""
    live.environment["PUNTUALE_LEASE_SECONDS"] = str(LEASE_SECONDS)
    with closing(Journal(live.folder / "journal")) as journal:
        seconds = _deliver(live, plan, journal)
    found: dict[str, list[str]] = live.call("tests.kills.mail_trial:report")  # type: ignore[assignment]
    return Delivery(
        plan,
        journal.killed,
        seconds,
        Counter(found["kept"]),
        Counter(found["opened"]),
        Counter(map(int, found["answered"])),
        dict(Counter(found["states"])),
    )


def _deliver(live: Live, plan: Plan, journal: Journal) -> float:
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in sorted(set(range(plan.mails)) - journal.kept):
        waiting.put(number)
    live.start()
    began = time.monotonic()
    threads = [
        threading.Thread(target=_send_all, args=[live.lmtp_port, waiting, journal], daemon=True)
        for _sender in range(plan.senders)
    ]
    for thread in threads:
        thread.start()
    _kill_at_random(live, plan, journal)
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    _wait_until_filed(live)
    seconds = time.monotonic() - began
    live.stop()
    return seconds


def report() -> dict[str, list[str]]:
    """Inside the installation: what was kept, opened and answered."""
    from puntuale.apps.post.models import InboundMail, OutgoingMail
    from puntuale.apps.tickets.models import Ticket

    answers = OutgoingMail.objects.filter(kind="received")
    return {
        "kept": list(InboundMail.objects.values_list("message_id", flat=True)),
        "states": list(InboundMail.objects.values_list("state", flat=True)),
        "opened": list(Ticket.objects.values_list("subject", flat=True)),
        "answered": [str(ticket) for ticket in answers.values_list("ticket_id", flat=True)],
    }


def unfiled() -> int:
    """Inside the installation: how many mails are still to be read."""
    from puntuale.apps.post.models import InboundMail

    return InboundMail.objects.filter(state=InboundMail.State.RECEIVED).count()


def _wait_until_filed(live: Live) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while live.call("tests.kills.mail_trial:unfiled") and time.monotonic() < until:
        time.sleep(1)


def _kill_at_random(live: Live, plan: Plan, journal: Journal) -> None:
    """Each kill at a random moment of the delivery, the same for a seed as far as time allows."""
    kills = plan.kills()
    for number in range(journal.killed, len(kills)):
        chance = random.Random(f"{plan.seed} {number}")
        share = (number + chance.random()) / len(kills)
        until = time.monotonic() + PATIENCE_SECONDS
        while len(journal.kept) < share * plan.mails and time.monotonic() < until:
            time.sleep(0.002)
        if kills[number]:
            _kill(live, tree_of(live))
            journal.note_killed("all")
            live.start()
        else:
            journal.note_killed(_kill_one(live, chance))


def _kill_one(live: Live, chance: random.Random) -> str:
    assert live.process is not None
    tree = tree_of(live)
    chosen = chance.choice(tree)
    with suppress(ProcessLookupError):
        os.kill(chosen, signal.SIGKILL)
    if chosen != live.process.pid:
        return "one"
    # The others end by themselves when nobody looks after them any more.
    _wait_for_the_end(live, tree)
    live.start()
    return "supervisor"


def _kill(live: Live, processes: list[int]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    _wait_for_the_end(live, processes)


def _wait_for_the_end(live: Live, processes: list[int]) -> None:
    # Known before the first of them was killed: afterwards nobody knows whose the others were.
    assert live.process is not None
    live.process.wait()
    until = time.monotonic() + SECONDS_TO_GO
    while time.monotonic() < until and (
        any(map(_lives, processes))
        # One that was just being started again is not among them.
        or not is_free("127.0.0.1", live.port)
        or not is_free("127.0.0.1", live.lmtp_port)
    ):
        time.sleep(0.05)


def tree_of(live: Live) -> list[int]:
    """The process that runs everything, and all that it has started in turn."""
    assert live.process is not None
    parents = dict(_parents())
    found = [live.process.pid]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            # The name stands in brackets and may hold anything.
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                yield int(folder.name), int(parent)


def _lives(process: int) -> bool:
    return process in dict(_parents())


def _send_all(port: int, waiting: "queue.SimpleQueue[int]", journal: Journal) -> None:
    client: smtplib.LMTP | None = None
    while True:
        try:
            number = waiting.get_nowait()
        except queue.Empty:
            break
        while True:
            try:
                client = client or smtplib.LMTP("127.0.0.1", port, timeout=60)
                client.sendmail(sender_of(number), [RECIPIENT], a_mail(number))
                break
            except (OSError, smtplib.SMTPException):
                if client is not None:
                    client.close()
                client = None
                time.sleep(0.05)
        journal.note_kept(number)
    if client is not None:
        with suppress(OSError, smtplib.SMTPException):
            client.quit()
