"""What is wrong with a document, and where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from puntuale.core.agreements.document.messages import MESSAGES


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a source (counted from 1) and the row or key that stands there."""

    source: str
    line: int
    where: str = ""

    def key(self, name: str, line: int) -> "Place":
        return Place(self.source, line, f"{self.where}, {name}" if self.where else name)

    def row(self, number: int, line: int) -> "Place":
        return Place(self.source, line, f"{self.where}, row {number}")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: a stable code, the values its sentence needs, and the place."""

    place: Place
    code: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """What is wrong, in English, without the place."""
        return MESSAGES[self.code].format(**dict(self.values))

    def __str__(self) -> str:
        where = f" ({self.place.where})" if self.place.where else ""
        return f"{self.place.source}:{self.place.line}: {self.message}{where}"


def problem(code: str, place: Place, /, **values: object) -> Problem:
    return Problem(place, code, tuple((name, str(value)) for name, value in values.items()))


@dataclass(slots=True)
class Problems:
    """All that was found so far; reading goes on, so that one look shows everything."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: Place, /, **values: object) -> None:
        self.found.append(problem(code, place, **values))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    def __bool__(self) -> bool:
        return bool(self.found)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """` Did you mean …?` when a known word is near, else nothing."""
    words = {word.lower(): word for word in known}
    near = get_close_matches(wrong.lower(), words, n=1, cutoff=0.6)
    return f" Did you mean “{words[near[0]]}”?" if near else ""
