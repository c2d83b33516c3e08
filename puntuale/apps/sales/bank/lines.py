"""A line of a statement, before anything of it is kept."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from puntuale.core.charges.money import Money


class NotReadable(Exception):
    """The file is no statement that we read; the code says why, `detail` which part of it."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Line:
    """Money that came in: `key` is the bank's own, or made of all that the line says."""

    key: str
    booked_on: date
    money: Money
    payer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that cannot be read: the number it has in the file, and what is wrong with it."""

    number: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything that a file says; what went out is left aside."""

    lines: tuple[Line, ...]
    troubles: tuple[Trouble, ...] = ()


def keyed(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines without a key of the bank get one of what they say; two that say the same get two."""
    seen: Counter[str] = Counter()
    for line in lines:
        if line.key:
            yield line
            continue
        said = f"{line.booked_on}|{line.money.minor}|{line.money.currency}|{line.payer}|{line.text}"
        digest = hashlib.sha256(said.encode()).hexdigest()[:40]
        seen[digest] += 1
        yield replace(line, key=f"says:{digest}:{seen[digest]}")
