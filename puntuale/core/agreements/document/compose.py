"""The document's text as nodes: YAML 1.2, and of that only what a reader can follow by eye."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from puntuale.core.agreements.document.nodes import Entries, Items, Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problem, Problems

LARGEST = 64 * 1024  # bytes
DEEPEST = 16  # levels; the deepest of the published documents has six
# A YAML 1.1 reader takes these for true and false: a key that is one of them is a trap.
TRAPS = frozenset({"on", "off", "yes", "no", "y", "n"})


class _Unreadable(Exception):
    """Reading cannot go on; the problem is already told."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The mapping that a text holds, or None where it holds none; the problems say why."""

    root: Entries | None
    problems: tuple[Problem, ...]


# The parser takes most of the time of a reading, and the same few texts are read again and again:
# whoever writes a draft has all documents in force read that it may extend.
@lru_cache(maxsize=32)
def compose(text: str | bytes, source: str) -> Composed:
    """What `text` holds, told of under the name of its `source`; nobody changes the nodes."""
    problems = Problems()
    return Composed(_root(text, source, problems), tuple(problems))


def _root(text: str | bytes, source: str, problems: Problems) -> Entries | None:
    start = Place(source, 1)
    try:
        decoded = _decoded(text, start, problems)
        events = _Events(YAML(typ="safe", pure=True).parse(decoded), source, problems)
        return events.document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 1
        problems.add("yaml_syntax", Place(source, line))
    except YAMLError:  # a character that YAML forbids; the position is not told by all of them
        problems.add("yaml_characters", start)
    except _Unreadable:
        pass
    return None


def _decoded(text: str | bytes, start: Place, problems: Problems) -> str:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > LARGEST:
        problems.add("too_large", start, limit=LARGEST // 1024)
        raise _Unreadable
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.add("not_utf8", Place(start.source, line))
        raise _Unreadable from error


@dataclass(slots=True)
class _Events:
    """The events of the YAML parser, one after the other, made into nodes."""

    events: Iterator[Any]
    source: str
    problems: Problems

    def document(self) -> Entries | None:
        node = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if node is not None:
                    self._refuse("several_documents", Place(self.source, _line(event)))
                if event.version not in (None, (1, 2)):
                    self.problems.add("yaml_version", Place(self.source, _line(event)))
                node = self.node(next(self.events), Place(self.source, 1), 0)
        if isinstance(node, Entries):
            return node
        self.problems.add("document_not_mapping", Place(self.source, 1))
        return None

    def node(self, event: Any, place: Place, depth: int) -> Node:
        if depth > DEEPEST:
            self._refuse("too_deep", place, limit=DEEPEST)
        self._only_what_the_eye_can_follow(event, place)
        if isinstance(event, MappingStartEvent):
            return self._entries(place, depth)
        if isinstance(event, SequenceStartEvent):
            return self._items(place, depth)
        if isinstance(event, AliasEvent):
            return Scalar(place, "")
        return Scalar(place, event.value, quoted=event.style is not None)

    def _entries(self, place: Place, depth: int) -> Entries:
        nodes: dict[str, Node] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event, place, depth)
            at = place.key(key, _line(event))
            value = self.node(next(self.events), at, depth + 1)
            if key in nodes:
                self.problems.add("duplicate_key", at, key=key, first=nodes[key].place.line)
            nodes.setdefault(key, value)
        return Entries(place, nodes)

    def _key(self, event: Any, place: Place, depth: int) -> str:
        at = Place(place.source, _line(event), place.where)
        key = self.node(event, at, depth + 1)
        if not isinstance(key, Scalar):
            self.problems.add("key_not_text", at, key="[…]")
            return ""
        if not key.is_text:
            self.problems.add("key_not_text", at, key=key.text)
        elif key.text.lower() in TRAPS:
            self.problems.add("key_is_a_trap", at, key=key.text)
        return key.text

    def _items(self, place: Place, depth: int) -> Items:
        nodes: list[Node] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            nodes.append(self.node(event, place.row(len(nodes) + 1, _line(event)), depth + 1))
        return Items(place, tuple(nodes))

    def _only_what_the_eye_can_follow(self, event: Any, place: Place) -> None:
        at = Place(place.source, _line(event), place.where)
        if isinstance(event, AliasEvent):
            self.problems.add("alias", at, name=event.anchor)
        elif event.anchor is not None:
            self.problems.add("anchor", at, name=event.anchor)
        if getattr(event, "tag", None) is not None:
            self.problems.add("tag", at)

    def _refuse(self, code: str, place: Place, **values: object) -> None:
        self.problems.add(code, place, **values)
        raise _Unreadable


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
