"""The parts of a mail, as slices of its bytes: linear in its size, and never deeper than it says.

Our own and not the standard library's, whose parser recurses once a level and tests every line
against every level above it: a mail of a few kilobytes can hold it for minutes or end it.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from puntuale.interfaces.mail.reading import parameters
from puntuale.interfaces.mail.reading.headers import Headers, base64_bytes, split

DEEPEST = 20
MOST_PARTS = 1000
FIRST_DELIMITER = re.compile(rb"(?:^|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n")


@dataclass(slots=True)
class Budget:
    """How many parts may still be opened, and what was left closed."""

    parts: int = MOST_PARTS
    remarks: list[str] = field(default_factory=list)

    def remark(self, code: str) -> None:
        if code not in self.remarks:
            self.remarks.append(code)


@dataclass(frozen=True, slots=True)
class Part:
    """One part with its headers; `body` still in its transfer encoding."""

    headers: Headers
    body: bytes
    raw: bytes
    type: parameters.Value
    disposition: parameters.Value
    children: tuple["Part", ...] = ()

    def content(self) -> bytes:
        """The body, decoded as far as it goes."""
        encoding = self.headers.token("content-transfer-encoding")
        if encoding == "base64":
            return base64_bytes(self.body)
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if encoding in ("x-uuencode", "uuencode", "x-uue"):
            return _uudecoded(self.body)
        return self.body

    def walk(self) -> Iterator["Part"]:
        """This part and all within, in the order of the mail."""
        yield self
        for child in self.children:
            yield from child.walk()


def parts_of(raw: bytes, budget: Budget) -> Part:
    """The tree of parts of `raw`. What lies too deep or beyond the budget stays closed."""
    return _part(raw, budget, depth=0, default="text/plain")


def _part(raw: bytes, budget: Budget, *, depth: int, default: str) -> Part:
    headers, body = split(raw)
    kind = parameters.parse(headers.raw("content-type"))
    if "/" not in kind.word:
        kind = parameters.Value(default, kind.parameters)
    disposition = parameters.parse(headers.raw("content-disposition"))
    children: tuple[Part, ...] = ()
    if kind.word.startswith("multipart/"):
        if depth >= DEEPEST:
            budget.remark("too_deep")
        else:
            children = _children(kind, body, budget, depth)
    return Part(headers, body, raw, kind, disposition, children)


def _children(kind: parameters.Value, body: bytes, budget: Budget, depth: int) -> tuple[Part, ...]:
    boundary = kind.parameters.get("boundary", b"").rstrip()
    slices = list(_slices(body, boundary, budget)) if boundary else []
    if not slices and (guess := FIRST_DELIMITER.search(body)):
        slices = list(_slices(body, guess[1], budget))
    default = "message/rfc822" if kind.word == "multipart/digest" else "text/plain"
    return tuple(_part(piece, budget, depth=depth + 1, default=default) for piece in slices)


def _slices(body: bytes, boundary: bytes, budget: Budget) -> Iterator[bytes]:
    delimiter = b"--" + boundary
    start: int | None = None
    for at, end, is_last in _delimiters(body, delimiter):
        if start is not None:
            yield _without_line_end(body, start, at)
        start = None if is_last else end
        if start is not None:
            budget.parts -= 1
        if budget.parts < 0:
            budget.remark("too_many_parts")
            return
        if is_last:
            return
    if start is not None:
        yield body[start:]


def _delimiters(body: bytes, delimiter: bytes) -> Iterator[tuple[int, int, bool]]:
    at = body.find(delimiter)
    while at >= 0:
        after = at + len(delimiter)
        line_end = body.find(b"\n", after)
        end = len(body) if line_end < 0 else line_end + 1
        tail = body[after : min(end, after + 80)].strip()
        if (at == 0 or body[at - 1] in b"\r\n") and tail in (b"", b"--"):
            yield at, end, tail == b"--"
        at = body.find(delimiter, after)


def _without_line_end(body: bytes, start: int, end: int) -> bytes:
    # The line break before a delimiter belongs to the delimiter (RFC 2046).
    if end > start and body[end - 1 : end] == b"\n":
        end -= 1
    if end > start and body[end - 1 : end] == b"\r":
        end -= 1
    return body[start:end]


def _uudecoded(body: bytes) -> bytes:
    content = b""
    lines = body.splitlines()
    begin = next((at for at, line in enumerate(lines) if line.startswith(b"begin ")), -1)
    pieces = []
    for line in lines[begin + 1 :]:
        if line.strip() in (b"end", b"`"):
            break
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return content.join(pieces)
