"""`extends`: a document written as the difference to another one."""

from collections.abc import Mapping

from puntuale.core.agreements.document.nodes import Entries, Items, Node, Scalar
from puntuale.core.agreements.document.problems import Problems, did_you_mean


def own_code(found: Entries) -> str | None:
    """The code the document gives itself, as far as it can be told before reading it."""
    return _word(found, "code")


def resolved(found: Entries, by_code: Mapping[str, Entries], problems: Problems) -> Entries | None:
    """`found` with everything it inherits; None where a parent is missing or a cycle closes."""
    seen = [own_code(found)]
    chain = [found]
    while (parent := _word(chain[-1], "extends")) is not None:
        place = _node(chain[-1], "extends").place
        if parent in seen:
            problems.add("extends_cycle", place, code=parent)
            return None
        if parent not in by_code:
            hint = did_you_mean(parent, sorted(by_code))
            problems.add("extends_unknown", place, code=parent, hint=hint)
            return None
        seen.append(parent)
        chain.append(by_code[parent])
    whole: Node = chain.pop()
    while chain:
        whole = merged(chain.pop(), whole)
    assert isinstance(whole, Entries)
    return whole


def merged(own: Node, inherited: Node) -> Node:
    """Mappings by key, rows before the inherited rows, everything else replaced."""
    if isinstance(own, Entries) and isinstance(inherited, Entries):
        nodes = dict(inherited.nodes)
        for key, node in own.nodes.items():
            nodes[key] = merged(node, nodes[key]) if key in nodes else node
        return Entries(own.place, nodes)
    if isinstance(own, Items) and isinstance(inherited, Items):
        are_rows = own.are_rows or inherited.are_rows
        return Items(own.place, own.nodes + inherited.nodes) if are_rows else own
    return own


def _word(found: Entries, key: str) -> str | None:
    node = _node(found, key)
    return node.text if isinstance(node, Scalar) and node.is_text and node.text else None


def _node(found: Entries, key: str) -> Node:
    agreement = found.nodes.get("agreement")
    missing = Scalar(found.place, "")
    return agreement.nodes.get(key, missing) if isinstance(agreement, Entries) else missing
