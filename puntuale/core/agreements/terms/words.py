"""The document's words without their places: plain text, equal to any other."""

from collections.abc import Iterable

from puntuale.core.agreements.document.kinds.match import Match
from puntuale.core.agreements.terms.target import Pattern


def word(name: str | None) -> str | None:
    return None if name is None else str(name)


def words(names: Iterable[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(map(str, names))


def pattern_of(match: Match) -> Pattern:
    """What the match asks of a request, prepaid time aside."""
    return Pattern(
        type=words(match.type),
        severity=words(match.severity),
        level=words(match.level),
        deployment=words(match.deployment),
        window=words(match.window),
    )
