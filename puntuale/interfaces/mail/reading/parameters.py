"""`type/subtype; name=value; name*0*=...`: content types, dispositions and the file names in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from puntuale.interfaces.mail.reading.charsets import decoded
from puntuale.interfaces.mail.reading.headers import words

PARAMETER = re.compile(rb';\s*([^\s=;"]{1,100})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
NUMBERED = re.compile(r"^([^*]+)(?:\*(\d{1,4}))?(\*)?$")
MOST_PARAMETERS = 200


@dataclass(frozen=True, slots=True)
class Value:
    """A lower-case word and its parameters, the bytes of each as given."""

    word: str
    parameters: dict[str, bytes]

    def text(self, name: str) -> str:
        """Parameter `name` as text, encoded words and RFC 2231 understood."""
        simple = self.parameters.get(name)
        extended = self._extended(name)
        if extended is not None:
            return extended
        return "" if simple is None else words(simple)

    def _extended(self, name: str) -> str | None:
        pieces: list[tuple[int, bool, bytes]] = []
        for key, data in self.parameters.items():
            found = NUMBERED.match(key)
            if found and found[1] == name and (found[2] or found[3]):
                pieces.append((int(found[2] or 0), bool(found[3]), data))
        if not pieces:
            return None
        pieces.sort(key=lambda piece: piece[0])
        charset, content = b"", b""
        for at, (_, is_encoded, data) in enumerate(pieces):
            if is_encoded and at == 0 and data.count(b"'") >= 2:
                charset, _, data = data.split(b"'", 2)
            content += unquote_to_bytes(data) if is_encoded else data
        if b"=?" in content and not charset:
            return words(content)
        return decoded(content, charset.decode("ascii", "replace"))


def parse(raw: bytes) -> Value:
    """What a header such as Content-Type says; an empty word where it makes no sense."""
    word = raw.partition(b";")[0].split(b"(")[0].strip().strip(b'"').lower()
    return Value(word.decode("ascii", "replace")[:120], dict(_parameters(raw)))


def _parameters(raw: bytes) -> Iterator[tuple[str, bytes]]:
    seen: set[bytes] = set()
    for found in PARAMETER.finditer(raw):
        name = found[1].lower()
        # The first of two equal parameters counts, as in mail programs.
        if name in seen:
            continue
        seen.add(name)
        if len(seen) > MOST_PARAMETERS:
            return
        value = found[2].strip()
        if value[:1] == b'"':
            value = re.sub(rb"\\(.)", rb"\1", value[1:].removesuffix(b'"'), flags=re.DOTALL)
        yield name.decode("ascii", "replace"), value
