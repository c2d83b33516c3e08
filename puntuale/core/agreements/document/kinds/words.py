"""Words: texts, codes, choices, flags and whole numbers."""

import re

from puntuale.core.agreements.document.nodes import FLAG, WHOLE, Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems, did_you_mean
from puntuale.core.agreements.document.section import Kind

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")


class Name(str):
    """A code that something else in the document bears; remembers where it stands."""

    place: Place

    @classmethod
    def at(cls, text: str, place: Place) -> "Name":
        name = cls(text)
        name.place = place
        return name


def text(node: Node, problems: Problems) -> str:
    """Text; a number or a flag that is meant as text stands in quotes."""
    if isinstance(node, Scalar) and node.is_text and node.text.strip():
        return node.text
    problems.add("text_wanted", node.place)
    return ""


def name(node: Node, problems: Problems) -> Name:
    """A code: a letter, then letters, digits, `_` and `-`. A wrong one is empty."""
    if isinstance(node, Scalar) and node.is_text and NAME.fullmatch(node.text):
        return Name.at(node.text, node.place)
    problems.add("name_wanted", node.place)
    return Name.at("", node.place)


def one_of(*choices: str) -> Kind[Name]:
    """One of the words the language knows here."""

    def kind(node: Node, problems: Problems) -> Name:
        if isinstance(node, Scalar) and node.text in choices and node.is_text:
            return Name.at(node.text, node.place)
        written = node.text if isinstance(node, Scalar) else "…"
        known = ", ".join(choices)
        hint = did_you_mean(written, choices)
        problems.add("not_a_choice", node.place, word=written, known=known, hint=hint)
        return Name.at("", node.place)

    return kind


def flag(node: Node, problems: Problems) -> bool:
    """`true` or `false`."""
    if isinstance(node, Scalar) and node.is_flag:
        match = FLAG.fullmatch(node.text)
        return match is not None and match[1] is not None
    problems.add("flag_wanted", node.place)
    return False


def whole(least: int, most: int = 1_000_000) -> Kind[int]:
    """A whole number without quotes, from `least` to `most`."""

    def kind(node: Node, problems: Problems) -> int:
        digits = node.text if isinstance(node, Scalar) and not node.quoted else ""
        if WHOLE.fullmatch(digits) and len(digits) < 20 and least <= int(digits) <= most:
            return int(digits)
        problems.add("whole_wanted", node.place, least=least, most=most)
        return least

    return kind
