"""Hostile mails by technique: what acts inside a mail, in every wrapping a mail has for it."""

import base64
import itertools
import quopri
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.hostile_mail.pages import EVIL, PAGES, RUN

WORDS = "Buongiorno, la stampa degli ordini non parte più."
SENDER = "giulia@brembo.example"


@dataclass(frozen=True)
class Hostile:
    """One mail, and the technique it is about."""

    technique: str
    raw: bytes


def corpus() -> list[Hostile]:
    """Every mail, always the same and in the same order."""
    numbers = itertools.count(1)
    return [
        Hostile(technique, raw.replace(b"NUMBER", str(next(numbers)).encode()))
        for technique, raw in [*_pages(), *_envelopes()]
    ]


def _pages() -> Iterator[tuple[str, bytes]]:
    wrappings = itertools.cycle(WRAPPINGS)
    for technique, pages in PAGES.items():
        for page in pages:
            # Two of the ways a mail has to carry a page, each page in others.
            for wrap in (next(wrappings), next(wrappings)):
                yield technique, _headed(wrap(f"<p>{WORDS}</p>{page}"))


def _headed(body: bytes, *headers: str, subject: str = "Stampa ferma", sender: str = "") -> bytes:
    lines = [
        f"From: {sender or f'Giulia Conti <{SENDER}>'}",
        "To: support@officina.example",
        f"Subject: {subject}",
        "Message-ID: <NUMBER@hostile.example>",
        "MIME-Version: 1.0",
        *headers,
    ]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n" + body


def _plainly(page: str) -> bytes:
    return b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()


def _quoted(page: str) -> bytes:
    head = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head + quopri.encodestring(page.encode())


def _in_base64(page: str) -> bytes:
    head = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + base64.encodebytes(page.encode())


def _beside_text(page: str) -> bytes:
    return _multipart(
        "alternative", b"Content-Type: text/plain\r\n\r\n" + WORDS.encode(), _plainly(page)
    )


def _with_a_picture(page: str) -> bytes:
    picture = b"Content-Type: image/png\r\nContent-ID: <x>\r\n\r\n\x89PNG\r\n\x1a\n"
    return _multipart("related", _quoted(page), picture)


def _in_utf_16(page: str) -> bytes:
    head = b"Content-Type: text/html; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + base64.encodebytes(page.encode("utf-16"))


def _multipart(kind: str, *parts: bytes) -> bytes:
    body = b"".join(b"\r\n--b\r\n" + part for part in parts)
    return f"Content-Type: multipart/{kind}; boundary=b\r\n".encode() + body + b"\r\n--b--\r\n"


WRAPPINGS: tuple[Callable[[str], bytes], ...] = (
    _plainly,
    _quoted,
    _in_base64,
    _beside_text,
    _with_a_picture,
    _in_utf_16,
)


def _text(words: str = WORDS, kind: str = "text/plain; charset=utf-8") -> bytes:
    return f"Content-Type: {kind}\r\n\r\n{words}\r\n".encode()


def _boundless(boundary: str, words: str) -> bytes:
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'
    return f"{head}--{boundary}\r\n\r\n{words}".encode()


def _file(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    disposition = f'Content-Disposition: attachment; filename="{name}"\r\n'.encode()
    return f"Content-Type: {kind}\r\n".encode() + disposition + b"\r\n" + content


def _envelopes() -> Iterator[tuple[str, bytes]]:
    tag = f'<img src=x onerror="{RUN}">'
    for subject in (
        tag,
        f"</title><script>{RUN}</script>",
        "{{ 7|add:7 }}{% debug %}",
        "\u202egnp.exe",
    ):
        yield "a subject that is no text", _headed(_text(), subject=subject)
    for subject in (
        "=?utf-8?Q?a=0D=0ABcc:_all@evil.example?=",
        "=?utf-8?Q?a=00b?=",
        "=?x?q?=ff?= =?",
        "x" * 5000,
    ):
        yield "a subject that breaks its header", _headed(_text(), subject=subject)
    for name in (tag, "Officina Software <support@officina.example>", "\u202eelpoep", "a" * 900):
        yield "a sender's name that is no name", _headed(_text(), sender=f'"{name}" <{SENDER}>')
    for name in (
        f"{tag}.png",
        "../../../etc/passwd",
        "C:\\boot.ini",
        "a\u202egnp.exe",
        "x" * 400,
        "con",
        ".htaccess",
        "a;b.html",
    ):
        yield (
            "a file's name that is no name",
            _headed(_multipart("mixed", _text(), _file(name, b"words"))),
        )
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{RUN}\"/>".encode()
    page = f"<script>{RUN}</script>".encode()
    for content, kind in (
        (page, "text/html"),
        (drawing, "image/svg+xml"),
        (page, "image/png"),
        (b"GIF89a/*" + page, "image/gif"),
        (page, "application/xhtml+xml"),
        (page, "text/xml"),
        (page, "multipart/x-mixed-replace"),
    ):
        yield (
            "a file that is a page",
            _headed(_multipart("mixed", _text(), _file("a.html", content, kind))),
        )
    for kind in (
        "text/html; charset=utf-7",
        "text/html; charset=iso-2022-jp",
        "text/html; charset=x-user-defined",
        "text/html; charset=utf-32",
    ):
        yield (
            "a charset that hides tags",
            _headed(_text(f"+ADw-script+AD4-{RUN}+ADw-/script+AD4- \x1b$B<script>{RUN}", kind)),
        )
    yield (
        "letters in too many bytes",
        _headed(
            b"Content-Type: text/html; charset=utf-8\r\n\r\n"
            + WORDS.encode()
            + b"\xc0\xbcscript\xc0\xbe"
            + RUN.encode()
        ),
    )
    yield (
        "letters in too many bytes",
        _headed(
            b"Content-Type: text/html; charset=utf-8\r\n\r\n"
            + WORDS.encode()
            + b"\xe0\x80\xbcscript>"
            + RUN.encode()
        ),
    )
    for words in (
        tag,
        "{{ settings.SECRET_KEY }}{% load i18n %}",
        f"<a href={EVIL}>x</a>",
        f"javascript:{RUN}",
        "\x00\x08\x1b[2J",
        "http://evil.example/" + "a" * 3000,
    ):
        yield "text that looks like a page", _headed(_text(words))
    invitation = (
        f"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:{tag}\r\n"
        f"X-ALT-DESC;FMTTYPE=text/html:{tag}\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    yield "an invitation with a page", _headed(_text(invitation, "text/calendar; method=REQUEST"))
    yield (
        "an invitation with a page",
        _headed(_multipart("alternative", _text(), _text(invitation, "text/calendar"))),
    )
    yield (
        "a page that is meant to run",
        _headed(
            _multipart(
                "alternative",
                _text(),
                _text(f"<!doctype html><html amp4email><script>{RUN}</script>", "text/x-amp-html"),
                _text(tag, "text/html"),
            )
        ),
    )
    inner = _headed(_text(tag, "text/html"), subject=tag)
    yield (
        "a mail in a mail",
        _headed(_multipart("mixed", _text(), b"Content-Type: message/rfc822\r\n\r\n" + inner)),
    )
    nested = inner
    for _depth in range(60):
        nested = _headed(_multipart("mixed", b"Content-Type: message/rfc822\r\n\r\n" + nested))
    yield "a mail in a mail", nested
    for headers in (
        ("X-Puntuale-Internal: yes", "X-Puntuale-Ticket: 1001"),
        ("Content-Base: http://evil.example/", "Content-Location: http://evil.example/"),
        ("Link: <http://evil.example/x>; rel=stylesheet", "Refresh: 0; url=http://evil.example"),
        ("List-Unsubscribe: <javascript:alert(1)>",),
    ):
        yield "headers that speak to machines", _headed(_text(tag, "text/html"), *headers)
    for boundary in ('"', "b" * 5000, "", "--b"):
        yield (
            "a boundary that is none",
            _headed(_boundless(boundary, f"{WORDS}{tag}")),
        )
    yield (
        "very many parts",
        _headed(_multipart("mixed", _text(), *[_file(f"{n}.txt", b"x") for n in range(900)])),
    )
