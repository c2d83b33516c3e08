"""Does every table of rows have an end, and can every row be reached?"""

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.match import Match
from puntuale.core.agreements.document.problems import Place, Problem, problem
from puntuale.core.agreements.metrics import Metric

KEYS = ("type", "severity", "level", "deployment", "window", "package")
ENOUGH = 200  # pieces of one row; more is a document that nobody can read either

Box = tuple[frozenset[str | None], ...]  # for each key the values that a row takes


class Row(NamedTuple):
    """A row of a table; only rows of the same `kind` shadow each other."""

    place: Place
    match: Match
    kind: Hashable = None


def open_end(document: Document) -> Iterator[Problem]:
    """A charging table that leaves requests without an answer."""
    rows = document.charging
    if rows is None or document.refuses_by_default:
        return
    if not rows:
        yield problem("no_last_row", document.place_of("charging"))
    elif not rows[-1].match.is_unconditional:
        yield problem("no_last_row", rows[-1].place)


def unreachable_rows(document: Document) -> Iterator[Problem]:
    """Rows that earlier rows of the same document take everything from."""
    charging = [Row(row.place, row.match) for row in document.charging or ()]
    promised = [
        Row(row.place, row.match, (row.metric, row.binding))
        for row in (*document.targets, *document.commitments)
    ]
    for table in (charging, promised):
        # An inheriting document may shadow a row of its parent: that is what it is for.
        sound = (row for row in table if row.match.is_sound)
        own = [row for row in sound if row.place.source == document.place.source]
        yield from _unreachable(own)
    yield from _unreachable_levels(document)


def _unreachable_levels(document: Document) -> Iterator[Problem]:
    """Levels that no metric can reach; those of one moment shadow each other."""
    rows = [row for row in document.escalation or () if row.match.is_sound]
    own = [row for row in rows if row.place.source == document.place.source]
    reached = set()
    for metric in Metric:
        asked = [row for row in own if row.metrics is None or metric.value in map(str, row.metrics)]
        table = [Row(row.place, row.match, row.moment) for row in asked]
        lost = {each.place for each in _unreachable(table)}
        reached |= {row.place for row in table} - lost
    for row in own:
        if row.place not in reached:
            yield problem("unreachable_row", row.place)


def _unreachable(rows: list[Row]) -> Iterator[Problem]:
    universe = [frozenset((None, *_mentioned(rows, key))) for key in KEYS]
    boxes = [(row, _box(row.match, universe)) for row in rows]
    for at, (row, box) in enumerate(boxes):
        earlier = [other for before, other in boxes[:at] if before.kind == row.kind]
        if not _left(box, earlier):
            yield problem("unreachable_row", row.place)


def _mentioned(rows: Iterable[Row], key: str) -> Iterator[str]:
    """The values of a key that make a difference; None stands for every other."""
    for row in rows:
        yield from getattr(row.match, key) or ()


def _box(match: Match, universe: list[frozenset[str | None]]) -> Box:
    wanted = (getattr(match, key) for key in KEYS)
    pairs = zip(wanted, universe, strict=True)
    return tuple(everything if some is None else frozenset(some) for some, everything in pairs)


def _left(box: Box, earlier: list[Box]) -> list[Box]:
    """What of `box` no earlier row takes, in pieces."""
    pieces = [box] if all(box) else []
    for other in earlier:
        pieces = [piece for whole in pieces for piece in _without(whole, other)]
        if len(pieces) > ENOUGH:
            break
    return pieces


def _without(box: Box, other: Box) -> Iterator[Box]:
    shared = tuple(mine & yours for mine, yours in zip(box, other, strict=True))
    if not all(shared):
        yield box
        return
    for at, common in enumerate(shared):
        if rest := box[at] - common:
            yield (*shared[:at], rest, *box[at + 1 :])
