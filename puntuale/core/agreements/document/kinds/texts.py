"""The same text in each language."""

import re

from puntuale.core.agreements.document.kinds.words import Name, text
from puntuale.core.agreements.document.nodes import Entries, Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


class Texts(dict[str, str]):
    """Texts by language; remembers where they stand."""

    place: Place


def language(node: Node, problems: Problems) -> Name:
    """`it`, `en`, `pt-BR`."""
    if isinstance(node, Scalar) and node.is_text and LANGUAGE.fullmatch(node.text):
        return Name.at(node.text, node.place)
    problems.add("language_wanted", node.place)
    return Name.at("", node.place)


def texts(node: Node, problems: Problems) -> Texts:
    """`{en: High, it: Alta}`."""
    found = Texts()
    found.place = node.place
    if not isinstance(node, Entries):
        problems.add("texts_wanted", node.place)
        return found
    for code, value in node.nodes.items():
        if not LANGUAGE.fullmatch(code):
            problems.add("language_wanted", value.place)
        found[code] = text(value, problems)
    return found
