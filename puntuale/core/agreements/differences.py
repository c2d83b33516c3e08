"""What two editions of an agreement say differently, row by row."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.nodes import Entries, Items, Node, Scalar, plain

# Rows are one level below the key, but for calendars, whose parts are rows of their own.
DEPTH, DEPTHS = 1, {"calendars": 2}
# What makes a row the same row in both editions, where it has no code.
IDENTIFYING = {
    "targets": ("metric", "match", "binding"),
    "commitments": ("metric", "match", "binding"),
    "charging": ("match",),
    "escalation": ("match", "metric", "at", "after"),
    "availability": ("component",),
    "discounts": ("applies_to",),
    "examples": ("question",),
}
# Tables of which the first row that matches counts: another order is another agreement.
FIRST_COUNTS = frozenset({"windows", "targets", "commitments", "charging", "escalation"})
# How a document is written, not what it says: both editions are compared with all they inherit.
NOT_SAID = ("agreement", "extends")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a row that differs; `path` starts at the row, None is not said."""

    path: Path
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that differs: where it stands in either edition, None where it is not there.

    Without `values`, and in both, its table is tried in another order.
    """

    before: Path | None
    after: Path | None
    values: tuple[Value, ...] = ()

    @property
    def path(self) -> Path:
        """Where it stands, in the newer edition if it is there."""
        path = self.after or self.before
        assert path is not None
        return path


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    node: Node


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Every row that was changed, added or taken away, in the order of the newer edition.

    Two editions without differences decide everything alike.
    """
    old, new = _rows(before), _rows(after)
    found = [Difference(old[key].path, None) for key in old.keys() - new.keys()]
    for key, row in new.items():
        if key not in old:
            found.append(Difference(None, row.path))
        elif values := tuple(_values(old[key].node, row.node)):
            found.append(Difference(old[key].path, row.path, values))
    order = list(after.entries.nodes) + list(before.entries.nodes)
    found += _reordered(list(old), list(new))
    return tuple(sorted(found, key=lambda each: (order.index(str(each.path[0])), _place(each))))


def _place(difference: Difference) -> tuple[bool, str]:
    steps = (f"{step:06}" if isinstance(step, int) else step for step in difference.path[1:])
    return difference.after is None, "/".join(steps)


def _rows(document: Document) -> dict[str, _Row]:
    """The rows by what identifies them; of rows that look alike, by their number too."""
    rows: dict[str, _Row] = {}
    for identity, row in _walk(document.entries, ()):
        if row.path == NOT_SAID:
            continue
        number, key = 0, identity
        while key in rows:
            number += 1
            key = f"{identity} #{number}"
        rows[key] = row
    return rows


def _walk(node: Node, path: Path) -> Iterator[tuple[str, _Row]]:
    depth = DEPTHS.get(str(path[0]), DEPTH) if path else 0
    if isinstance(node, Entries) and len(path) <= depth:
        for key, each in node.nodes.items():
            yield from _walk(each, (*path, key))
    elif isinstance(node, Items) and _is_table(node):
        for number, each in enumerate(node.nodes):
            identity = [*path, _identity(str(path[0]), each)]
            yield json.dumps(identity), _Row((*path, number), each)
    else:
        yield json.dumps(path), _Row(path, node)


def _is_table(node: Items) -> bool:
    """Whether its items are rows; closures may hold the word `vendor` between rows, or alone."""
    return node.are_rows or any(
        isinstance(each, Scalar) and each.text == "vendor" for each in node.nodes
    )


def _identity(key: str, row: Node) -> object:
    if not isinstance(row, Entries):
        return plain(row)
    if "code" in row.nodes:
        return plain(row.nodes["code"])
    found = plain(row)
    assert isinstance(found, dict)
    asked = IDENTIFYING.get(key, tuple(found))
    return json.dumps({name: found.get(name) for name in asked}, sort_keys=True)


def _values(before: Node, after: Node) -> Iterator[Value]:
    old, new = dict(_leaves(before, ())), dict(_leaves(after, ()))
    for path in (*new, *(path for path in old if path not in new)):
        if old.get(path) != new.get(path):
            yield Value(path, old.get(path), new.get(path))


def _leaves(node: Node, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(node, Entries):
        for key, each in node.nodes.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(node, Items):
        # A list is one value: of two holidays or two types neither is the first.
        yield path, json.dumps(plain(node), ensure_ascii=False)
    elif isinstance(node, Scalar):
        yield path, node.text


def _reordered(old: list[str], new: list[str]) -> Iterator[Difference]:
    for table in FIRST_COUNTS:
        begins = f'["{table}", '
        orders = [
            [key for key in rows if key.startswith(begins) and key in others]
            for rows, others in ((old, new), (new, old))
        ]
        if orders[0] != orders[1]:
            yield Difference((table,), (table,))
