"""What changed between two editions, in words: "P1 Blocking, first reply: 1 → 2 working hours"."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from puntuale.core.agreements.differences import Difference, differences
from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.targets import TargetRow
from puntuale.core.agreements.document.parts.windows import RUN
from puntuale.ui.clauses.clauses import NO_NAMES, SUBJECTS, clauses_of
from puntuale.ui.clauses.naming import hours_name, requests, severity_name
from puntuale.ui.clauses.promises import promised_time
from puntuale.ui.clauses.speech import Speech
from puntuale.ui.clauses.values import Clause
from puntuale.ui.words.metrics import METRICS


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs, under its clause.

    `text` says it in one sentence; where it is empty, `before` and `after` are what either edition
    says there, empty where it says nothing.
    """

    clause: str
    title: str
    path: Path
    text: str = ""
    before: str = ""
    after: str = ""


def changes(
    before: Document, after: Document, products: Mapping[str, str] = NO_NAMES
) -> tuple[Change, ...]:
    """What is different in `after`, in the order of its clauses."""
    words = _Words(_Edition(before, products), _Edition(after, products))
    told = [words.change(each) for each in differences(before, after)]
    order = [subject.code for subject in SUBJECTS]
    said: dict[tuple[str, ...], Change] = {}
    for each in told:
        # Several values of one sentence differ once.
        said.setdefault((each.clause, each.text, each.before, each.after), each)
    heard = [each for each in said.values() if each.text or each.before != each.after]
    return tuple(sorted(heard, key=lambda each: order.index(each.clause)))


@dataclass
class _Edition:
    """One of the two documents, and its sentences."""

    document: Document
    products: Mapping[str, str]
    speech: Speech = field(init=False)
    clauses: tuple[Clause, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.speech = Speech(self.document, self.products)
        self.clauses = clauses_of(self.document, self.products)

    def says(self, path: Path | None) -> str:
        """The sentences about what stands at `path`."""
        if path is None:
            return ""
        sentences = (each for clause in self.clauses for each in clause.sentences)
        return " ".join(str(each) for each in sentences if _speaks_of(each.keys, path))

    def target(self, path: Path) -> TargetRow:
        """The promise that stands at `path`."""
        table = self.document.targets if path[0] == "targets" else self.document.commitments
        return table[int(path[1])]


@dataclass(frozen=True)
class _Words:
    before: _Edition
    after: _Edition

    def change(self, found: Difference) -> Change:
        key = str(found.path[0])
        subject = next(each for each in SUBJECTS if key in each.keys)
        text = " ".join(self._shortly(found))
        old, new = (
            ("", "") if text else (self.before.says(found.before), self.after.says(found.after))
        )
        return Change(subject.code, str(subject.title), found.path, text, old, new)

    def _shortly(self, found: Difference) -> Iterator[str]:
        """One sentence, where a row differs in nothing but its time, a cell, or its place."""
        if found.before is None or found.after is None:
            return
        changed = [each.path for each in found.values]
        if not changed:
            yield _("The rows are tried in another order.")
        elif found.path[0] in {"targets", "commitments"} and changed == [("within",)]:
            yield self._time(found.before, found.after)
        elif found.path[0] == "coverage":
            yield from self._cells(found)

    def _time(self, before: Path, after: Path) -> str:
        old, new = self.before.target(before), self.after.target(after)
        metric = METRICS.get(new.metric)
        return _("%(requests)s, %(what)s: %(before)s → %(after)s.") % {
            "requests": requests(self.after.speech, new.match),
            "what": metric.in_row if metric else new.metric,
            "before": promised_time(self.before.speech, old),
            "after": promised_time(self.after.speech, new),
        }

    def _cells(self, found: Difference) -> Iterator[str]:
        for each in found.values:
            if each.before is None or each.after is None:
                continue
            sentence = (
                _("%(severity)s is now handled in: %(window)s.")
                if each.after == RUN
                else _("%(severity)s is now held in: %(window)s.")
            )
            name = severity_name(self.after.speech, str(found.path[1]))
            yield sentence % {"severity": name, "window": hours_name(str(each.path[0]))}


def _speaks_of(keys: Iterable[Path], path: Path) -> bool:
    return any(path[: len(key)] == key or key[: len(path)] == path for key in keys)
