"""Blanks marked `partner_terms`: what the partner may fill, and nothing else."""

from collections.abc import Iterator, Mapping

from puntuale.core.agreements.document.kinds.money import PARTNER_TERMS
from puntuale.core.agreements.document.nodes import Entries, Items, Node, Scalar, inside
from puntuale.core.agreements.document.problems import Place, Problems

Path = tuple[str | int, ...]


def blanks(found: Node, path: Path = ()) -> Iterator[Path]:
    """Where the partner's terms are wanted, such as `("rates", "partner_incident", "amount")`."""
    if isinstance(found, Scalar) and found.text == PARTNER_TERMS:
        yield path
    for step, node in inside(found):
        yield from blanks(node, (*path, step))


def filled(found: Entries, terms: Mapping[Path, str], problems: Problems) -> Entries:
    """`found` with `terms` written into its blanks; a path that is no blank is a problem."""
    wanted = set(blanks(found))
    for path in terms.keys() - wanted:
        problems.add("not_a_blank", found.place, path=".".join(map(str, path)))
    whole = _filled(found, (), {path: terms[path] for path in wanted & terms.keys()})
    assert isinstance(whole, Entries)
    return whole


def _filled(node: Node, path: Path, terms: Mapping[Path, str]) -> Node:
    if path in terms:
        return Scalar(Place(PARTNER_TERMS, node.place.line, node.place.where), terms[path], True)
    if isinstance(node, Entries):
        return Entries(
            node.place,
            {key: _filled(each, (*path, key), terms) for key, each in node.nodes.items()},
        )
    if isinstance(node, Items):
        each = (_filled(item, (*path, at), terms) for at, item in enumerate(node.nodes))
        return Items(node.place, tuple(each))
    return node
