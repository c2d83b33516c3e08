"""Reading a mapping key by key: what is asked for is known, what is left over is refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from puntuale.core.agreements.document.nodes import Entries, Items, Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems, did_you_mean

T = TypeVar("T")

# Reads one value. A wrong one is told to `problems` and answered with a harmless value of the
# same type, so that everything wrong is found in one reading.
Kind = Callable[[Node, Problems], T]


@dataclass(slots=True)
class Section:
    """A mapping while it is being read."""

    entries: Entries
    problems: Problems
    asked: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return self.entries.place

    def has(self, key: str) -> bool:
        """Whether `key` stands here; asking makes it a known key."""
        self.asked.append(key)
        return key in self.entries.nodes

    def required(self, key: str, kind: Kind[T]) -> T:
        """The value of `key`, which must be there."""
        if self.has(key):
            return kind(self.entries.nodes[key], self.problems)
        self.problems.add("missing_key", self.place, key=key)
        return harmless(kind, self.place)

    def optional(self, key: str, kind: Kind[T]) -> T | None:
        """The value of `key`, or None where the document does not say."""
        return kind(self.entries.nodes[key], self.problems) if self.has(key) else None

    def default(self, key: str, kind: Kind[T], default: T) -> T:
        """The value of `key`, or what counts where the document does not say."""
        return kind(self.entries.nodes[key], self.problems) if self.has(key) else default

    def table(self, key: str, row: Kind[T]) -> tuple[T, ...]:
        """The list that `key` holds, empty where the document does not say."""
        empty: tuple[T, ...] = ()
        return self.default(key, items(row), empty)

    def codes(self, key: str, value: Kind[T]) -> dict[str, T]:
        """The mapping by the document's own codes that `key` holds, or an empty one."""
        empty: dict[str, T] = {}
        return self.default(key, entries(value), empty)

    def refuse_the_rest(self) -> None:
        """Every key that nobody asked for is a mistake, most often of spelling."""
        for key, node in self.entries.nodes.items():
            if key not in self.asked:
                hint = did_you_mean(key, self.asked)
                self.problems.add("unknown_key", node.place, key=key, hint=hint)


def harmless(kind: Kind[T], place: Place) -> T:
    """What `kind` answers to a wrong value; the reason is told elsewhere."""
    return kind(Scalar(place, "", quoted=True), Problems())


def section(read: Callable[[Section], T]) -> Kind[T]:
    """A mapping read by `read`, all of whose keys must be known."""

    def kind(node: Node, problems: Problems) -> T:
        if not isinstance(node, Entries):
            problems.add("mapping_wanted", node.place)
            return read(Section(Entries(node.place, {}), Problems()))
        opened = Section(node, problems)
        value = read(opened)
        opened.refuse_the_rest()
        return value

    return kind


def items(item: Kind[T]) -> Kind[tuple[T, ...]]:
    """A list."""

    def kind(node: Node, problems: Problems) -> tuple[T, ...]:
        if not isinstance(node, Items):
            problems.add("list_wanted", node.place)
            return ()
        return tuple(item(each, problems) for each in node.nodes)

    return kind


def one_or_more(item: Kind[T]) -> Kind[tuple[T, ...]]:
    """A value, or a list of such values."""

    def kind(node: Node, problems: Problems) -> tuple[T, ...]:
        if isinstance(node, Items):
            return items(item)(node, problems)
        return (item(node, problems),)

    return kind


def entries(item: Kind[T]) -> Kind[dict[str, T]]:
    """A mapping whose keys are the document's own codes."""

    def kind(node: Node, problems: Problems) -> dict[str, T]:
        if not isinstance(node, Entries):
            problems.add("mapping_wanted", node.place)
            return {}
        return {key: item(value, problems) for key, value in node.nodes.items()}

    return kind
