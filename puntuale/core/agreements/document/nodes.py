"""A document before anybody knows what it means: mappings, lists and words, each with its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from puntuale.core.agreements.document.problems import Place

# YAML 1.2, core schema: only these plain words are something else than text.
NULL = re.compile(r"null|Null|NULL|~|")
FLAG = re.compile(r"(true|True|TRUE)|false|False|FALSE")
WHOLE = re.compile(r"[-+]?[0-9]+")
NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)


@dataclass(frozen=True, slots=True)
class Node:
    """Anything that stands in a document."""

    place: Place


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """One word or sentence, as written; `quoted` words are always text."""

    text: str
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        return not self.quoted and NULL.fullmatch(self.text) is not None

    @property
    def is_flag(self) -> bool:
        return not self.quoted and FLAG.fullmatch(self.text) is not None

    @property
    def is_number(self) -> bool:
        return not self.quoted and NUMBER.fullmatch(self.text) is not None

    @property
    def is_text(self) -> bool:
        return not (self.is_null or self.is_flag or self.is_number)


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list."""

    nodes: tuple[Node, ...]

    @property
    def are_rows(self) -> bool:
        """Whether it is a table: rows of an inheriting document are put before these."""
        return any(isinstance(node, Entries) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Entries(Node):
    """A mapping; its keys are text and stand once."""

    nodes: dict[str, Node]


def value_at(node: Node | None, path: Iterable[str | int]) -> Node | None:
    """What stands below `node` at `path`; None where nothing does."""
    for step in path:
        if isinstance(node, Entries) and isinstance(step, str):
            node = node.nodes.get(step)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
            node = node.nodes[step]
        else:
            return None
    return node


def inside(node: Node | None) -> Iterator[tuple[str | int, Node]]:
    """What stands directly below a node, with the step that leads there."""
    if isinstance(node, Entries):
        yield from node.nodes.items()
    elif isinstance(node, Items):
        yield from enumerate(node.nodes)


def places(node: Node) -> Iterator[Place]:
    """Where a node and everything below it stand."""
    yield node.place
    for _, each in inside(node):
        yield from places(each)


def plain(node: Node) -> object:
    """The same as plain data: dict, list, str, int, float, bool and None."""
    if isinstance(node, Entries):
        return {key: plain(value) for key, value in node.nodes.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    assert isinstance(node, Scalar)
    if node.is_null:
        return None
    if node.is_flag:
        return node.text.lower() == "true"
    if not node.is_number:
        return node.text
    return int(node.text) if WHOLE.fullmatch(node.text) else _number(node.text)


def _number(text: str) -> int | float:
    if text.startswith(("0o", "0x")):
        return int(text, 0)
    return float(text.replace(".inf", "inf").replace(".nan", "nan").replace(".Inf", "inf").lower())
