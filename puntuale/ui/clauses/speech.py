"""Making sentences of a document: templates, values, and the lines they come from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.nodes import Node, Scalar, inside, places, value_at
from puntuale.core.agreements.document.problems import Place
from puntuale.ui.clauses.values import Sentence, Words, in_order

# Around strong values while a sentence is put together; no document may hold them (compose.py
# refuses control characters).
BEGIN, END = "\x02", "\x03"
STRONG = re.compile(f"{BEGIN}(.*?){END}")


class Strong(str):
    """A value that a reader looks for: a time, a price."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One document being spoken of; `products` are what people call its products."""

    document: Document
    products: Mapping[str, str]

    def say(self, template: str, *keys: Path, **values: str) -> Sentence:
        """The sentence that `template` makes of `values`, about what stands at `keys`."""
        known = tuple(key for key in keys if self.node(key) is not None)
        return Sentence(_words(template % _marked(values)), known, self._places(known))

    def has(self, *path: str | int) -> bool:
        """Whether the document says something there."""
        return self.node(path) is not None

    def word(self, *path: str | int) -> str:
        """The word that stands there; empty where nothing does."""
        node = self.node(path)
        return node.text if isinstance(node, Scalar) else ""

    def node(self, path: Path) -> Node | None:
        """What stands at `path`."""
        return value_at(self.document.entries, path)

    def rows(self, key: str) -> Iterator[Path]:
        """The paths of the rows, or of the codes, under `key`."""
        return self.inside((key,))

    def inside(self, path: Path) -> Iterator[Path]:
        """The paths of what stands directly under `path`."""
        yield from ((*path, step) for step, _ in inside(self.node(path)))

    def _places(self, keys: tuple[Path, ...]) -> tuple[Place, ...]:
        nodes = (self.node(key) for key in keys)
        return in_order(place for node in nodes if node is not None for place in places(node))


def join(*sentences: Sentence | None) -> Sentence:
    """Whole sentences, one after the other, about the same row."""
    said = [each for each in sentences if each is not None]
    words: list[Words] = []
    for each in said:
        words += [Words(" "), *each.words] if words else each.words
    return Sentence(
        tuple(words),
        tuple(dict.fromkeys(key for each in said for key in each.keys)),
        in_order(place for each in said for place in each.places),
    )


def _marked(values: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"{BEGIN}{value}{END}" if isinstance(value, Strong) else value
        for name, value in values.items()
    }


def _words(text: str) -> tuple[Words, ...]:
    # Every second piece stood between marks.
    pieces = enumerate(STRONG.split(text))
    return tuple(Words(piece, bool(number % 2)) for number, piece in pieces if piece)
