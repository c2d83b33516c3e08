"""The clauses beside the lines of the document that they speak of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from puntuale.apps.agreements.written import Written
from puntuale.interfaces.office.agreements.opening import Opened
from puntuale.ui.clauses.clauses import clauses_of
from puntuale.ui.clauses.differences import Change
from puntuale.ui.clauses.values import Clause, Words

KEY = re.compile(r"([A-Za-z_]\w*:)(.*)")
COMMENT = re.compile(r"([^\"']*(?:\"[^\"]*\"[^\"']*|'[^']*'[^\"']*)*?)((?:^|\s)#.*)")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, where it stands on the page, and the lines of the document it speaks of."""

    anchor: str
    words: tuple[Words, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of the document in pieces; `mark` is "ins" or "del" where the draft differs."""

    number: int | None
    key: str
    text: str
    comment: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One clause: words, lines, and what the draft would change."""

    number: int
    code: str
    title: str
    said: tuple[Said, ...]
    lines: tuple[CodeLine, ...]
    changes: tuple[Change, ...]


def clauses_shown(opened: Opened) -> list[Shown]:
    """Every clause of the shown edition; words and lines know of each other."""
    edition = opened.shown
    if edition.document is None:
        return []
    blocks = _Blocks(edition, None if opened.is_draft else opened.draft)
    return [
        Shown(
            number=number,
            code=clause.code,
            title=clause.title,
            said=tuple(_said(clause, edition)),
            lines=tuple(blocks.of(clause)),
            changes=tuple(each for each in opened.changes if each.clause == clause.code),
        )
        for number, clause in enumerate(clauses_of(edition.document), 1)
    ]


def _said(clause: Clause, edition: Written) -> Iterator[Said]:
    for number, sentence in enumerate(clause.sentences, 1):
        lines = tuple(sorted(edition.lines(sentence.keys)))
        yield Said(f"said-{clause.code}-{number}", sentence.words, lines)


class _Blocks:
    """The lines under each key of a text, and what a draft makes of them."""

    def __init__(self, edition: Written, draft: Written | None) -> None:
        self.own = _blocks(edition)
        self.drafted = None if draft is None else _blocks(draft)

    def of(self, clause: Clause) -> Iterator[CodeLine]:
        for key in clause.keys:
            lines = self.own.get(key, [])
            if self.drafted is None:
                yield from (_line(text, number) for number, text in lines)
            else:
                yield from _compared(lines, self.drafted.get(key, []))


def _blocks(edition: Written) -> dict[str, list[tuple[int, str]]]:
    """The numbered lines of each key: from its own, with comments above it, to the next key's."""
    lines = edition.version.document.splitlines()
    nodes = edition.own.nodes if edition.own else {}
    starts = sorted((node.place.line, key) for key, node in nodes.items())
    firsts = [_with_comments(lines, line) for line, _ in starts]
    ends = [*firsts[1:], len(lines) + 1]
    return {
        key: [(number, lines[number - 1]) for number in range(first, max(end, first + 1))]
        for (_, key), first, end in zip(starts, firsts, ends, strict=True)
    }


def _with_comments(lines: Sequence[str], line: int) -> int:
    while line > 1 and lines[line - 2].startswith("#"):
        line -= 1
    return line


def _compared(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> Iterator[CodeLine]:
    before, after = ([text for _, text in lines] for lines in (old, new))
    for kind, start, end, first, last in SequenceMatcher(None, before, after, False).get_opcodes():
        mark = "" if kind == "equal" else "del"
        yield from (_line(text, number, mark) for number, text in old[start:end])
        if kind != "equal":
            yield from (_line(text, None, "ins") for _, text in new[first:last])


def _line(text: str, number: int | None, mark: str = "") -> CodeLine:
    key, comment = "", ""
    if found := KEY.fullmatch(text):
        key, text = found.groups()
    if found := COMMENT.fullmatch(text):
        text, comment = found.groups()
    return CodeLine(number, key, text, comment, mark)
