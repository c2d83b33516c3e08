"""Mails in an administrator's own words: text with `{names}` in it, and nothing else; see 0020."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

MARK = re.compile(r"\{\{|\}\}|\{([a-z_]{1,40})\}|[{}]")


class Fault(StrEnum):
    """Why words cannot be used."""

    UNKNOWN = "unknown"
    BRACE = "brace"
    MISSING = "missing"
    NOT_ALONE = "not_alone"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which line of the text, from one; line 0 speaks of all of it."""

    fault: Fault
    line: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that may stand in a text: within a sentence, alone on a line, and which must."""

    inline: Collection[str]
    blocks: Collection[str] = ()
    required: Collection[str] = ()


def problems_of(text: str, names: Names) -> list[Problem]:
    """Everything for which `text` is refused, in the order of its lines."""
    if not text.strip():
        return [Problem(Fault.EMPTY, 0)]
    found, used = [], set()
    for number, line in enumerate(text.splitlines(), start=1):
        for mark in MARK.finditer(line):
            name = mark[1]
            if name is None:
                found += [Problem(Fault.BRACE, number, mark[0])] if len(mark[0]) == 1 else []
                continue
            used.add(name)
            if name not in names.blocks and name not in names.inline:
                found.append(Problem(Fault.UNKNOWN, number, name))
            elif name in names.blocks and name_alone(line) != name:
                found.append(Problem(Fault.NOT_ALONE, number, name))
    missing = [name for name in names.required if name not in used]
    return found + [Problem(Fault.MISSING, 0, name) for name in missing]


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with each `{name}` replaced by its value, once: what stands in a value stays as it is.

    A name without a value is left out, and doubled braces are single ones.
    """

    def value(mark: "re.Match[str]") -> str:
        return values.get(mark[1], "") if mark[1] is not None else mark[0][:1]

    return MARK.sub(value, text)


def paragraphs(text: str, blocks: Collection[str]) -> Iterator[str]:
    """The paragraphs of `text`, parted by empty lines; the name of a block is one of its own."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        is_block = name_alone(line) in blocks
        if line.strip() and not is_block:
            lines.append(line)
            continue
        if lines:
            yield "\n".join(lines)
            lines = []
        if is_block:
            yield line.strip()


def name_alone(line: str) -> str | None:
    """The name that is all of `line`; None where something else stands there."""
    mark = MARK.fullmatch(line.strip())
    return mark[1] if mark else None
