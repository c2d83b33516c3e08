"""Every refusal of agreements, one class for each reason."""

from collections.abc import Iterable

from puntuale.core.agreements.document.problems import did_you_mean
from puntuale.core.errors import CoreError


class UnknownWord(CoreError):
    """A request is called something that its agreement has no word for."""

    what = "word"

    def __init__(self, word: str, known: Iterable[str]) -> None:
        hint = did_you_mean(word, tuple(known))
        super().__init__(f"The agreement has no {self.what} “{word}”.{hint}")


class UnknownType(UnknownWord):
    """The agreement has no such type."""

    code = "unknown_type"
    what = "type"


class UnknownSeverity(UnknownWord):
    """The agreement has no such severity."""

    code = "unknown_severity"
    what = "severity"


class UnknownLevel(UnknownWord):
    """The agreement has no such level."""

    code = "unknown_level"
    what = "level"
