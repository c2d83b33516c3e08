"""The words of a text in RTF, also where Outlook has pressed it together (MS-OXRTFCP); linear, bounded."""

import re
import struct
from dataclasses import dataclass, field

HEADER = struct.Struct("<II4sI")
PRESSED, PLAIN = b"LZFu", b"MELA"
# With what every dictionary begins, as the format says.
BEGINNING = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
DICTIONARY = 4096
MOST_BYTES = 2_000_000
MOST_DEPTH = 1000
TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?[0-9]{1,9})? ?|\\'(?P<byte>[0-9a-f]{2})"
    r"|\\(?P<sign>[^a-z])|(?P<group>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.IGNORECASE,
)
# What stands in such a group is for programs.
# fmt: off
SILENT = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr",
    "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "listtable",
    "listoverridetable", "rsidtbl", "generator", "themedata", "fldinst", "datastore", "xmlnstbl",
    "filetbl", "revtbl",
})
# fmt: on
SPOKEN = {
    "par": "\n",
    "line": "\n",
    "row": "\n",
    "sect": "\n\n",
    "page": "\n\n",
    "tab": "\t",
    "cell": "\t",
    "emdash": "\u2014",
    "endash": "\u2013",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
}
SIGNS = {"~": "\u00a0", "_": "\u2011", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}


def unpressed(raw: bytes) -> bytes:
    """The RTF in `raw`, as far as it makes sense."""
    if len(raw) < HEADER.size:
        return b""
    _size, length, kind, _sum = HEADER.unpack_from(raw)
    length = min(length, MOST_BYTES)
    if kind == PLAIN:
        return raw[HEADER.size : HEADER.size + length]
    return _unpressed(raw[HEADER.size :], length) if kind == PRESSED else b""


def words_of_rtf(raw: bytes) -> str:
    """What `raw` says to people."""
    reading = _Reading()
    text = raw[:MOST_BYTES].decode("latin-1")
    at = 0
    while found := TOKEN.match(text, at):
        at = found.end()
        if found["word"]:
            at += reading.word(found["word"].lower(), found["number"])
        elif found["group"]:
            reading.group(found["group"])
        elif found["byte"]:
            reading.hear(bytes.fromhex(found["byte"]).decode("latin-1"), coded=True)
        elif found["sign"] == "*":
            reading.is_silent = True
        elif found["sign"]:
            reading.hear(SIGNS.get(found["sign"], ""))
        elif found["text"]:
            reading.hear(found["text"], coded=True)
    return reading.said()


def _unpressed(raw: bytes, length: int) -> bytes:
    """References into the last four thousand bytes, and bytes that stand for themselves."""
    made = bytearray(BEGINNING)
    start, at, end = len(made), 0, len(made) + length
    while at < len(raw) and len(made) < end:
        flags = raw[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                made += raw[at : at + 1]
                at += 1
                continue
            reference = int.from_bytes(raw[at : at + 2], "big")
            at += 2
            # How far back: the dictionary is a ring of which `made` is what was written so far.
            back = (len(made) - (reference >> 4)) % DICTIONARY
            if not back or back > len(made):
                return bytes(made[start:end])
            for _byte in range((reference & 15) + 2):
                made.append(made[-back])
    return bytes(made[start:end])


@dataclass(slots=True)
class _Reading:
    """How far the text was read, and what it has said."""

    is_silent: bool = False
    code_page: str = "cp1252"
    # How many letters stand for each that has a number, for programs that know no numbers; and how
    # many of them are still to be passed over.
    instead: int = 1
    passing: int = 0
    outer: list[tuple[bool, int]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    coded: list[str] = field(default_factory=list)

    def group(self, bracket: str) -> None:
        self.passing = 0
        if bracket == "{" and len(self.outer) < MOST_DEPTH:
            self.outer.append((self.is_silent, self.instead))
        elif bracket == "}" and self.outer:
            self.is_silent, self.instead = self.outer.pop()

    def word(self, word: str, number: str | None) -> int:
        """Obey a control word; how many letters after it are no text."""
        value = int(number or 0)
        if word == "bin":
            return max(value, 0)
        if word in SILENT:
            self.is_silent = True
        elif word == "ansicpg":
            self.code_page = f"cp{value}"
        elif word == "uc":
            self.instead = min(max(value, 0), 10)
        elif word == "u":
            self.hear(chr(value % 0x10000))
            self.passing = self.instead
        elif word in SPOKEN:
            self.hear(SPOKEN[word])
        return 0

    def hear(self, text: str, *, coded: bool = False) -> None:
        passed = min(self.passing, len(text)) if coded else 0
        self.passing -= passed
        text = text[passed:]
        if self.is_silent or not text:
            return
        if coded:
            self.coded.append(text)
        else:
            self._decode()
            self.pieces.append(text)

    def said(self) -> str:
        self._decode()
        # Letters beyond the first 65,536 were written as two.
        text = "".join(self.pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text.replace("\0", "").strip()

    def _decode(self) -> None:
        if not self.coded:
            return
        raw = "".join(self.coded).encode("latin-1")
        self.coded.clear()
        try:
            self.pieces.append(raw.decode(self.code_page, "replace"))
        except LookupError:
            self.pieces.append(raw.decode("cp1252", "replace"))
