"""Blanks marked `partner_terms`: what the partner may fill, and nothing else.

Where an amount is left blank, an amount fills it. Where it is left blank how a request is charged, a
kind of charge fills it that needs nothing else, or an amount: the price of an hour.
"""

from collections.abc import Iterator, Mapping

from puntuale.core.agreements.document.kinds.money import PARTNER_TERMS
from puntuale.core.agreements.document.nodes import Entries, Items, Node, Scalar, inside
from puntuale.core.agreements.document.problems import Place, Problems

Path = tuple[str | int, ...]
CHARGE = "charge"


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
    known = {path: terms[path] for path in wanted & terms.keys()}
    hourly = {path for path in known if path[-1] == CHARGE and known[path][:1].isdecimal()}
    whole = _filled(found, (), {path: text for path, text in known.items() if path not in hourly})
    assert isinstance(whole, Entries)
    for number, path in enumerate(sorted(hourly, key=str), 1):
        whole = _by_the_hour(whole, path, known[path], f"partner_hour_{number}")
    return whole


def _by_the_hour(whole: Entries, path: Path, amount: str, code: str) -> Entries:
    """The row of `path` charges at a rate of its own."""
    place = Place(PARTNER_TERMS, whole.place.line, whole.place.where)
    rate: dict[str, Node] = {
        "unit": Scalar(place, "hour"),
        "amount": Scalar(place, amount, quoted=True),
    }
    row = {"charge": Scalar(place, "rate"), "rate": Scalar(place, code)}
    charged = _changed(whole, path[:-1], row)
    return _changed(charged, ("rates",), {code: Entries(place, rate)})


def _changed(node: Entries, path: Path, nodes: Mapping[str, Node]) -> Entries:
    """`node` with `nodes` put into the mapping at `path`, which is made where there is none."""
    found = _put(node, path, nodes)
    assert isinstance(found, Entries)
    return found


def _put(node: Node | None, path: Path, nodes: Mapping[str, Node]) -> Node:
    if not path:
        place = node.place if node else Place(PARTNER_TERMS, 0)
        return Entries(place, {**(node.nodes if isinstance(node, Entries) else {}), **nodes})
    step, rest = path[0], path[1:]
    if isinstance(node, Entries) and isinstance(step, str):
        below = _put(node.nodes.get(step), rest, nodes)
        return Entries(node.place, {**node.nodes, step: below})
    assert isinstance(node, Items)
    assert isinstance(step, int)
    below = _put(node.nodes[step], rest, nodes)
    return Items(node.place, (*node.nodes[:step], below, *node.nodes[step + 1 :]))


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
