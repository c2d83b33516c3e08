"""How fast mail is read, kept and filed, and that killing the listener loses none of it.

    python -m bench.mail [MAILS] [KILLS] [SEED ...]

On SQLite, or on the PostgreSQL server that DATABASE_URL names.
"""

import base64
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from puntuale.interfaces.mail.reading.read import read_mail
from tests.environment.installation import new_installation
from tests.kills.mail_trial import SENDER, Delivery, trial

ROUNDS = 20
SESSIONS = 8
PARAGRAPH = (
    "Buongiorno, da stamattina l'importazione degli ordini si ferma alla riga 3000 senza alcun"
    " messaggio. Abbiamo provato a riavviare il programma e a importare un file più piccolo. "
)


def usual_mails() -> Iterator[bytes]:
    """The kinds that support desks get, in about their proportions."""
    head = f"From: Giulia Conti <{SENDER}>\r\nTo: support@officina.example\r\nMessage-ID: <a@b>\r\n"
    plain = "Content-Type: text/plain; charset=utf-8\r\n\r\n" + PARAGRAPH * 3
    page = (
        "Content-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p{margin:0}</style></head>"
        "<body>" + f"<div><p class=x>{PARAGRAPH}</p><table><tr><td>a</td></tr></table></div>" * 8
    )
    history = (
        f"\r\n\r\nIl giorno 23/11/26 Officina Software ha scritto:\r\n{('> ' + PARAGRAPH) * 6}"
    )
    file = "Content-Type: application/pdf; name=ordine.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    content = base64.encodebytes(os.urandom(60_000)).decode()
    both = f"Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n{plain}\r\n--a\r\n{page}\r\n--a--"
    with_file = (
        "Content-Type: multipart/mixed; boundary=m\r\n\r\n"
        f"--m\r\n{both}\r\n--m\r\n{file}{content}\r\n--m--"
    )
    for body in (plain, plain + history, both, both, both, page, page, with_file, with_file):
        yield (head + "Subject: =?utf-8?q?Perch=C3=A9_si_ferma=3F?=\r\n" + body).encode()


def reading() -> float:
    """Mails read in a second of the processor, best of three."""
    mails = list(usual_mails())
    for mail in mails:
        read_mail(mail)
    best = float("inf")
    for _attempt in range(3):
        began = time.process_time()
        for _round in range(ROUNDS):
            for mail in mails:
                read_mail(mail)
        best = min(best, time.process_time() - began)
    return ROUNDS * len(mails) / best


def delivering(mails: int, kills: int, seed: int) -> tuple[Delivery, float]:
    """One delivery, and how many of its mails a worker then files in a second."""
    with tempfile.TemporaryDirectory() as folder, new_installation(Path(folder)) as installation:
        delivery = trial(installation, mails=mails, kills=kills, senders=SESSIONS, seed=seed)
        began = time.monotonic()
        done = installation.run(sys.executable, "-m", "puntuale.config.command", "work", "--once")
        filed = mails / (time.monotonic() - began)
        assert done.returncode == 0, done.stderr.decode()
    return delivery, filed


def main() -> None:
    given = sys.argv[1:]
    mails, kills = (int(word) for word in [*given, *["400", "0"][len(given) :]][:2])
    seeds = [int(word) for word in given[2:]] or [1]
    print(f"read: {reading():.0f} mails in a second of the processor")
    faults = 0
    for seed in seeds:
        delivery, filed = delivering(mails, kills, seed)
        faults += delivery.lost + delivery.doubled
        print(
            f"seed {seed}: {delivery.mails} mails by {SESSIONS} sessions, {delivery.kills} kills:"
            f" {delivery.mails / delivery.seconds:.0f} a second kept on the disk,"
            f" {filed:.0f} a second read and filed by one worker;"
            f" {delivery.lost} lost, {delivery.doubled} doubled"
        )
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
