"""The line of a request in which the wanted words stand."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from puntuale.apps.tickets.search.wanted import Wanted
from puntuale.apps.tickets.search.words import words_in

MOST_LINES = 400
LONGEST_LINE = 180
_PIECE = re.compile(r"[^\W_]+|[\W_]+")


def matching_line(texts: Iterable[str], wanted: Wanted) -> str:
    """The line that holds most of the wanted words; empty where they stand elsewhere."""
    lines = (line.strip() for text in texts for line in text.splitlines())
    best, most = "", 0
    for line in islice(filter(None, lines), MOST_LINES):
        met = _terms_met(line, wanted)
        if met > most:
            best, most = line, met
        if most == len(wanted.terms):
            break
    return _cut(best, wanted)


def pieces(line: str, wanted: Wanted) -> list[tuple[str, bool]]:
    """`line` in pieces, each with whether it is a wanted word."""
    return [(piece, _is_wanted(piece, wanted)) for piece in _PIECE.findall(line)]


def _terms_met(line: str, wanted: Wanted) -> int:
    words = list(words_in(line))
    return sum(any(term.is_met_by(word) for word in words) for term in wanted.terms)


def _is_wanted(piece: str, wanted: Wanted) -> bool:
    return any(term.is_met_by(word) for word in words_in(piece) for term in wanted.terms)


def _cut(line: str, wanted: Wanted) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    start = max(_first_wanted(pieces(line, wanted)) - LONGEST_LINE // 3, 0)
    end = start + LONGEST_LINE
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def _first_wanted(parts: Sequence[tuple[str, bool]]) -> int:
    place = 0
    for piece, is_wanted in parts:
        if is_wanted:
            return place
        place += len(piece)
    return 0
