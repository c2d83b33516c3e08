"""Small changes to a document's text that leave everything else in it as its author wrote it."""

from collections.abc import Sequence
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

EXCEPT = "except"


class NothingThere(LookupError):
    """The text has no such place, or cannot be read."""


def with_exception(text: str, path: Sequence[str | int], day: date) -> str:
    """`text` with `day` among the exceptions of the holidays that stand at `path`.

    Raises:
        NothingThere: no holidays stand there; they may be those of a parent.
    """
    holidays = _at(text, path)
    if not isinstance(holidays, MappingNode):
        raise NothingThere(path)
    listed = _value(holidays, EXCEPT)
    if listed is None:
        return _with_key(text, holidays, f"{EXCEPT}: [{day}]")
    if not isinstance(listed, SequenceNode):
        raise NothingThere(path)
    return _with_item(text, listed, str(day))


def _at(text: str, path: Sequence[str | int]) -> Node | None:
    node: Node | None
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as trouble:
        raise NothingThere(path) from trouble
    for step in path:
        if isinstance(node, MappingNode) and isinstance(step, str):
            node = _value(node, step)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            raise NothingThere(path)
    return node


def _value(node: MappingNode, key: str) -> Node | None:
    entries: list[tuple[Node, Node]] = node.value
    return next((value for name, value in entries if name.value == key), None)


def _with_key(text: str, node: MappingNode, entry: str) -> str:
    if node.flow_style:
        return _inserted(text, node.end_mark.index - 1, f", {entry}")
    first, (_key, last) = node.value[0][0], node.value[-1]
    return _inserted(text, last.end_mark.index, f"\n{' ' * first.start_mark.column}{entry}")


def _with_item(text: str, node: SequenceNode, item: str) -> str:
    if node.flow_style:
        return _inserted(text, node.end_mark.index - 1, f", {item}" if node.value else item)
    dash = text.rindex("-", 0, node.value[-1].start_mark.index)
    indent = dash - text.rfind("\n", 0, dash) - 1
    return _inserted(text, node.value[-1].end_mark.index, f"\n{' ' * indent}- {item}")


def _inserted(text: str, at: int, piece: str) -> str:
    return text[:at] + piece + text[at:]
