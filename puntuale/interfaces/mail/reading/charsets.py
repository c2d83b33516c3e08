"""Bytes to text, whatever their sender says they are."""

import codecs
import re
from functools import lru_cache

# Names that mail programs write, and what they mean by them.
ALIASES = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "windows-949": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "big5": "big5hkscs",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "unicode-1-1-utf-7": "utf-7",
    "unicode": "utf-16",
    "utf8mb4": "utf-8",
    "utf-8-sig": "utf-8",
    "koi8-ru": "koi8-u",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
}
# Codecs of Python that are no character sets, or that a hostile text makes slow.
NEVER = frozenset(
    [
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
        "rot_13",
    ]
)
NOT_KEPT = dict.fromkeys([*range(9), 11, *range(14, 32), 127, 0xFEFF])
NOT_KEPT |= {0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(data: bytes, charset: str = "") -> str:
    """`data` as text; never fails, and gives no `?` where a guess works."""
    codec = _codec(charset)
    if data.isascii() and b"\x1b" not in data and codec in (None, "cp1252", "utf-8"):
        return storable(data.decode("ascii"))
    for candidate in _candidates(codec, data):
        if (text := _strictly(data, candidate)) is not None:
            return storable(text)
    return storable(_guessed(data, codec))


def _candidates(codec: str | None, data: bytes) -> list[str]:
    if codec is None and b"\x1b$" in data:
        return ["iso2022_jp_ext", "utf-8"]
    # Text in a small Western table is never good UTF-8 by accident: then the name is wrong.
    if codec in (None, "cp1252"):
        return ["utf-8", *([codec] if codec else [])]
    return [codec, "utf-8"]


def storable(text: str) -> str:
    """`text` without what no database or page takes: NUL, controls, half characters."""
    text = text.replace("\r\n", "\n").translate(NOT_KEPT)
    return SURROGATE.sub("\ufffd", text)


@lru_cache(maxsize=256)
def _codec(charset: str) -> str | None:
    name = charset.strip().strip("'\"").lower().replace(" ", "")
    name = ALIASES.get(name, name)
    name = re.sub(r"^(?:x-)?(?:cp|windows|win|ibm)-?(\d{3,4})$", r"cp\1", name)
    if not name or len(name) > 40 or not name.isascii():
        return None
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # The standard library marks hex, zip and the like so, though not in its typing.
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name.replace("-", "_") not in NEVER else None


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _guessed(data: bytes, declared: str | None) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    sample = data[:20_000]
    if sample.count(0) * 4 > len(sample):
        zeros_first = sample[0::2].count(0) > sample[1::2].count(0)
        return data.decode("utf-16-be" if zeros_first else "utf-16-le", "replace")
    if declared == "utf-8" and (text := _without_torn_end(data)) is not None:
        return text
    if _mostly(sample.decode("utf-8", "ignore"), sample):
        return data.decode("utf-8", "replace")
    if declared not in (None, "cp1252", "utf-8"):
        return data.decode(declared or "cp1252", "replace")
    return _single_byte(data, sample)


def _without_torn_end(data: bytes) -> str | None:
    for torn in (1, 2, 3):
        if (text := _strictly(data[:-torn], "utf-8")) is not None:
            return text + "\ufffd"
    return None


def _mostly(text: str, sample: bytes) -> bool:
    # UTF-8 with a few broken bytes keeps nearly all its high bytes.
    high = sum(byte > 127 for byte in sample)
    kept = sum(len(letter.encode()) for letter in text if ord(letter) > 127)
    return kept * 10 >= high * 9


def _single_byte(data: bytes, sample: bytes) -> str:
    letters = sum(byte > 0xBF for byte in sample)
    latin = sum(65 <= (byte & ~32) <= 90 for byte in sample)
    if letters > latin:
        # Cyrillic: small letters lie above the capitals in one table, below them in the other.
        upper_half = sum(byte > 0xDF for byte in sample)
        return data.decode("cp1251" if upper_half * 2 > letters else "koi8-r", "replace")
    text = _strictly(data, "cp1252")
    return text if text is not None else data.decode("latin-1")
