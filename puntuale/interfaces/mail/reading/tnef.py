"""winmail.dat: the words and files that Outlook packs for other Outlooks (MS-OXTNEF), taken out.

Linear in its size, and it stops at the first byte that makes no sense: what came before counts, and
the file as it came is kept beside.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

SIGNATURE = b"\x78\x9f\x3e\x22"
HEADER = struct.Struct("<BII")
MESSAGE, ATTACHMENT = 1, 2
# Attributes, of which each stands for itself or for a list of properties.
BODY, MESSAGE_PROPERTIES, CODE_PAGE = 0x0002800C, 0x00069003, 0x00069007
BEGINS, TITLE, CONTENT, PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
# Properties: the words of a message, and what a file is called.
TEXT, HTML, RTF = 0x1000, 0x1013, 0x1009
LONG_NAME, SHORT_NAME, KIND, CONTENT_ID = 0x3707, 0x3704, 0x370E, 0x3712
# Types of properties, and how long those of a fixed length are.
FIXED = {2: 2, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 2, 20: 8, 64: 8, 72: 16}
EIGHT_BIT, UTF_16, BINARY, OBJECT = 30, 31, 258, 13
MANY = 0x1000
MOST_VALUES, MOST_FILES = 2000, 200


@dataclass(slots=True)
class Packed:
    """One file that was packed."""

    name: str = ""
    content_type: str = ""
    content_id: str = ""
    content: bytes = b""


@dataclass(slots=True)
class Unpacked:
    """What was packed: words, perhaps as a page, and files."""

    text: str = ""
    html: bytes = b""
    # Pressed together; as a rule the only words of Outlooks that write no other.
    rtf: bytes = b""
    files: list[Packed] = field(default_factory=list)


class Senseless(Exception):
    """The bytes are no such thing from here on."""


def unpacked(raw: bytes) -> Unpacked | None:
    """What `raw` holds; None where it is not of this kind."""
    if not raw.startswith(SIGNATURE):
        return None
    found = Unpacked()
    code_page = "cp1252"
    try:
        for level, attribute, value in _attributes(raw):
            if attribute == CODE_PAGE and len(value) >= 4:
                code_page = f"cp{int.from_bytes(value[:4], 'little')}"
            elif level == MESSAGE:
                _read_message(found, attribute, value, code_page)
            elif level == ATTACHMENT and not _read_file(found.files, attribute, value, code_page):
                break
    except Senseless:
        pass
    found.files = [file for file in found.files if file.content]
    return found


def _read_message(found: Unpacked, attribute: int, value: bytes, code_page: str) -> None:
    if attribute == BODY:
        found.text = _text(value, code_page)
    elif attribute == MESSAGE_PROPERTIES:
        for name, content in _properties(value, code_page):
            if name == TEXT and isinstance(content, str):
                found.text = content
            elif name == RTF and isinstance(content, bytes):
                found.rtf = content
            elif name == HTML:
                found.html = content.encode() if isinstance(content, str) else content


def _read_file(files: list[Packed], attribute: int, value: bytes, code_page: str) -> bool:
    if attribute == BEGINS:
        files.append(Packed())
        return len(files) <= MOST_FILES
    if not files:
        return True
    file = files[-1]
    if attribute == TITLE:
        file.name = file.name or _text(value, code_page)
    elif attribute == CONTENT:
        file.content = value
    elif attribute == PROPERTIES:
        told = dict(_properties(value, code_page))
        file.name = _word(told, LONG_NAME) or _word(told, SHORT_NAME) or file.name
        file.content_type, file.content_id = _word(told, KIND), _word(told, CONTENT_ID)
    return True


def _word(told: dict[int, str | bytes], name: int) -> str:
    value = told.get(name, "")
    return value if isinstance(value, str) else ""


def _attributes(raw: bytes) -> Iterator[tuple[int, int, bytes]]:
    # The signature and a key come first, and a sum of two bytes ends each.
    at = len(SIGNATURE) + 2
    while at + HEADER.size <= len(raw):
        level, attribute, length = HEADER.unpack_from(raw, at)
        at += HEADER.size
        if level not in (MESSAGE, ATTACHMENT) or at + length > len(raw):
            raise Senseless
        yield level, attribute, raw[at : at + length]
        at += length + 2


@dataclass(slots=True)
class _Bytes:
    """Bytes that are read from the front."""

    raw: bytes
    at: int = 0

    def take(self, size: int) -> bytes:
        piece = self.raw[self.at : self.at + size]
        if len(piece) < size:
            raise Senseless
        self.at += size
        return piece

    def number(self, size: int = 4) -> int:
        return int.from_bytes(self.take(size), "little")

    def padded(self) -> bytes:
        """A length, so many bytes, and what fills up to four."""
        length = self.number()
        value = self.take(length)
        self.at += -length % 4
        return value


def _properties(raw: bytes, code_page: str) -> Iterator[tuple[int, str | bytes]]:
    rest = _Bytes(raw)
    for _property in range(min(rest.number(), MOST_VALUES)):
        kind, name = rest.number(2), rest.number(2)
        if name >= 0x8000:
            _skip_long_name(rest)
        for value in _values(rest, kind):
            if kind & ~MANY == UTF_16:
                yield name, value.decode("utf-16-le", "replace").rstrip("\0")
            elif kind & ~MANY == EIGHT_BIT:
                yield name, _text(value, code_page)
            else:
                yield name, value


def _skip_long_name(rest: _Bytes) -> None:
    rest.take(16)
    if rest.number() == 0:
        rest.take(4)
    else:
        rest.padded()


def _values(rest: _Bytes, kind: int) -> Iterator[bytes]:
    single = kind & ~MANY
    if single in FIXED:
        size = FIXED[single]
        count = rest.number() if kind & MANY else 1
        for _value in range(min(count, MOST_VALUES)):
            yield rest.take(size)
            rest.at += -size % 4
    elif single in (EIGHT_BIT, UTF_16, BINARY, OBJECT):
        # Of these even a single one is counted.
        for _value in range(min(rest.number(), MOST_VALUES)):
            yield rest.padded()
    else:
        raise Senseless


def _text(value: bytes, code_page: str) -> str:
    try:
        return value.decode(code_page, "replace").rstrip("\0")
    except LookupError:
        return value.decode("cp1252", "replace").rstrip("\0")
