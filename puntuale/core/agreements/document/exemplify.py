"""Writing an example into the text of a document, as its author would have written it."""

import json
import re
from collections.abc import Mapping

from puntuale.core.agreements.document.compose import TRAPS, compose
from puntuale.core.agreements.document.nodes import Items, Scalar, places
from puntuale.core.agreements.document.problems import Place

EXAMPLES = "examples"
HERE = Place(EXAMPLES, 1)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def with_example(
    text: str, question: Mapping[str, object], answer: Mapping[str, object]
) -> str | None:
    """`text` with one more example at the end of its own; None where it cannot be written there."""
    row = f"- {_flow({'question': question, 'answer': answer})}"
    found = compose(text, EXAMPLES).root
    if found is None:
        return None
    lines = text.rstrip("\n").split("\n")
    listed = found.nodes.get(EXAMPLES)
    if listed is None:
        lines += [f"{EXAMPLES}:", f"  {row}"]
    elif isinstance(listed, Items) and listed.nodes:
        first, last = listed.nodes[0].place.line, max(place.line for place in places(listed))
        indent = lines[first - 1][: len(lines[first - 1]) - len(lines[first - 1].lstrip())]
        lines.insert(_end(lines, last), f"{indent}{row}")
    else:
        return None
    written = "\n".join(lines) + "\n"
    return written if _count(written) == _count(text) + 1 else None


def _end(lines: list[str], last: int) -> int:
    """Behind the line `last` and what belongs to it: the rest of a value that goes on below."""
    while (
        last < len(lines)
        and lines[last][:1] in {" ", "\t"}
        and lines[last].strip()[:1] not in {"#", ""}
    ):
        last += 1
    return last


def _count(text: str) -> int:
    found = compose(text, EXAMPLES)
    listed = found.root.nodes.get(EXAMPLES) if found.root else None
    return len(listed.nodes) if isinstance(listed, Items) and not found.problems else 0


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    is_plain = isinstance(value, str) and WORD.fullmatch(value) and value.lower() not in TRAPS
    if is_plain and Scalar(HERE, str(value)).is_text:
        return str(value)
    return json.dumps(value, ensure_ascii=False)
