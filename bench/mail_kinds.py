"""Mails as support desks get them: of many people, each with its own words and Message-ID."""

import base64
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

CUSTOMERS = 200  # every second sender is known, of one of so many customers
SUPPORT = "support@officina.example"
SUBJECT = "Perché si ferma l'ordine {}?"
PARAGRAPH = (
    "Buongiorno, da stamattina l'importazione dell'ordine {} si ferma alla riga 3000 senza alcun"
    " messaggio. Abbiamo provato a riavviare il programma e a importare un file più piccolo. "
)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, and what whoever reads it must find."""

    raw: bytes
    sender: str
    subject: str
    words: str
    files: int


def usual_mails(
    numbers: Iterable[int], answering: Mapping[int, str] = MappingProxyType({})
) -> Iterator[Mail]:
    """Mails of the usual kinds, in about their proportions; those of `answering` answer a mail."""
    for number in numbers:
        sender = sender_of(number)
        answered = answering.get(number, "")
        thread = f"In-Reply-To: {answered}\r\nReferences: {answered}\r\n" if answered else ""
        prefix = "answer" if answered else "mail"
        subject = SUBJECT.format(number)
        head = (
            f"From: Giulia Conti <{sender}>\r\nTo: {SUPPORT}\r\n{thread}"
            f"Message-ID: <{prefix}{number}@{sender.partition('@')[2]}>\r\n"
            f"Subject: =?utf-8?b?{base64.b64encode(subject.encode()).decode()}?=\r\n"
        )
        words = PARAGRAPH.format(number)
        body, files = _bodies(words, number)[number % 9]
        yield Mail((head + body).encode(), sender, subject, words.strip(), files)


def sender_of(number: int) -> str:
    """Even ones are contacts of a customer, odd ones are strangers of as many companies."""
    company = "cliente" if number % 2 == 0 else "azienda"
    return f"giulia{number}@{company}{number // 2 % CUSTOMERS}.example"


def _bodies(words: str, number: int) -> list[tuple[str, int]]:
    plain = "Content-Type: text/plain; charset=utf-8\r\n\r\n" + words * 3
    page = (
        "Content-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p{margin:0}</style></head>"
        "<body>" + f"<div><p class=x>{words}</p><table><tr><td>a</td></tr></table></div>" * 8
    )
    history = f"\r\n\r\nIl giorno 23/11/26 Officina Software ha scritto:\r\n{('> ' + words) * 6}"
    file = "Content-Type: application/pdf; name=ordine.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    content = base64.encodebytes(random.Random(number).randbytes(60_000)).decode()
    both = f"Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n{plain}\r\n--a\r\n{page}\r\n--a--"
    with_file = (
        "Content-Type: multipart/mixed; boundary=m\r\n\r\n"
        f"--m\r\n{both}\r\n--m\r\n{file}{content}\r\n--m--"
    )
    without = (plain, plain + history, both, both, both, page, page)
    return [*((body, 0) for body in without), (with_file, 1), (with_file, 1)]
