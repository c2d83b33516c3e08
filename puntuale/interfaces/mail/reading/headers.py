"""A block of headers: names, raw values, and what the encoded words in them say."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from puntuale.interfaces.mail.reading.charsets import decoded

NAME = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
BLANK = re.compile(rb"(?>\r\n|\n|\r)[ \t]*(?>\r\n|\n|\r)")
LINES = re.compile(rb"\r\n|\n|\r")
WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,20000})\?=")
BETWEEN_WORDS = re.compile(rb"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
TOKEN_END = re.compile(r"[\s;(]")
MOST_BYTES = 512 * 1024
LONGEST_VALUE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Headers:
    """Every header as (lower-case name, raw unfolded value), in order."""

    fields: tuple[tuple[bytes, bytes], ...]

    def all(self, name: str) -> list[bytes]:
        """The raw values of every header `name`, first one first."""
        wanted = name.lower().encode()
        return [value for found, value in self.fields if found == wanted]

    def raw(self, name: str) -> bytes:
        """The raw value of the first header `name`, empty where there is none."""
        wanted = name.lower().encode()
        return next((value for found, value in self.fields if found == wanted), b"")

    def text(self, name: str) -> str:
        """What the first header `name` says, on one line."""
        return one_line(words(self.raw(name)))

    def token(self, name: str) -> str:
        """The first header `name` as a lower-case word of a protocol, without its parameters."""
        return TOKEN_END.split(decoded(self.raw(name)).strip(), 1)[0].lower()


def split(raw: bytes) -> tuple[Headers, bytes]:
    """The headers at the start of `raw`, and what follows them.

    Forgiving: lines that are no header continue the one before, a text without any header is
    all body, and a first `From ` line of a mailbox file is skipped.
    """
    start = _after_envelope_line(raw)
    end, body = _end(raw, start)
    lines = LINES.split(raw[start:end])
    last = max((at for at, line in enumerate(lines) if NAME.match(line)), default=-1)
    if last < 0 or not NAME.match(lines[0]):
        return Headers(()), raw[start:]
    following = last + 1
    while following < len(lines) and lines[following][:1] in (b" ", b"\t"):
        following += 1
    rest = lines[following:]
    if any(rest):
        return Headers(tuple(_fields(lines[:following]))), b"\n".join(rest) + raw[end:]
    return Headers(tuple(_fields(lines[:following]))), raw[body:]


def words(value: bytes) -> str:
    """`value` with its encoded words decoded, raw 8-bit text guessed."""
    if b"=?" not in value:
        return decoded(value)
    value = BETWEEN_WORDS.sub(rb"\1", value)
    pieces: list[str] = []
    end, held, held_charset = 0, b"", ""
    for found in WORD.finditer(value):
        between = value[end : found.start()]
        charset = found[1].partition(b"*")[0].decode("ascii", "replace")
        if between or charset.lower() != held_charset.lower():
            pieces += [decoded(held, held_charset), decoded(between)]
            held, held_charset = b"", charset
        # Bytes of one character may be cut between two words: decoded only once joined.
        held += _word(found[2], found[3])
        end = found.end()
    return "".join([*pieces, decoded(held, held_charset), decoded(value[end:])])


def one_line(text: str) -> str:
    """`text` with every run of spaces and line breaks as one space."""
    return " ".join(text.split())


def base64_bytes(data: bytes) -> bytes:
    """`data` decoded as far as it goes."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        clean = clean[: len(clean) - (len(clean) % 4 == 1)]
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _word(encoding: bytes, data: bytes) -> bytes:
    if encoding in b"bB":
        return base64_bytes(data)
    return binascii.a2b_qp(data, header=True)


def _after_envelope_line(raw: bytes) -> int:
    start = len(raw) - len(raw.lstrip(b"\r\n")) if raw[:1] in (b"\r", b"\n") else 0
    if raw[start : start + 5] in (b"From ", b">From"):
        line_end = LINES.search(raw, start)
        return line_end.end() if line_end else start
    return start


def _end(raw: bytes, start: int) -> tuple[int, int]:
    blank = BLANK.search(raw, start, start + MOST_BYTES)
    if blank:
        return blank.start(), blank.end()
    if len(raw) - start <= MOST_BYTES:
        return len(raw), len(raw)
    return start + MOST_BYTES, start + MOST_BYTES


def _fields(lines: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    name, value = b"", [b""]
    for line in lines:
        found = None if line[:1] in (b" ", b"\t") else NAME.match(line)
        if found is None:
            value.append(line.strip())
            continue
        if name:
            yield name, b" ".join(value)[:LONGEST_VALUE].strip()
        name, value = found[1].lower(), [line[found.end() :].strip()]
    if name:
        yield name, b" ".join(value)[:LONGEST_VALUE].strip()
