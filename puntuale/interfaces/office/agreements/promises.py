"""The promises of an agreement as a table: requests down, what is promised across."""

from collections.abc import Iterator
from dataclasses import dataclass

from puntuale.apps.agreements.written import Written
from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.match import Match
from puntuale.core.agreements.document.parts.targets import TargetRow
from puntuale.ui.clauses.naming import requests
from puntuale.ui.clauses.promises import promised_time
from puntuale.ui.clauses.speech import Speech
from puntuale.ui.words.metrics import METRICS


@dataclass(frozen=True, slots=True)
class Promised:
    """How long something may take; `line` is where its row stands, None for an inherited one."""

    time: str
    is_aim: bool
    line: int | None


@dataclass(frozen=True, slots=True)
class Promises:
    """The table: the names of its columns, and for each row a list of promises under each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Promised, ...], ...]], ...]


def promises_of(edition: Written) -> Promises | None:
    """What an edition promises; None where it promises nothing."""
    document = edition.document
    listed = list(_rows(document)) if document is not None else []
    if document is None or not listed:
        return None
    speech = Speech(document, {})
    metrics = list(dict.fromkeys(str(row.metric) for _, row in listed))
    table: dict[Match, dict[str, list[Promised]]] = {}
    for path, row in listed:
        line = min(edition.lines([path]), default=None)
        cells = table.setdefault(row.match, {})
        promised = Promised(promised_time(speech, row), not row.binding, line)
        cells.setdefault(str(row.metric), []).append(promised)
    return Promises(
        columns=tuple(str(METRICS[each].name) if each in METRICS else each for each in metrics),
        rows=tuple(
            (requests(speech, match), tuple(tuple(cells.get(each, ())) for each in metrics))
            for match, cells in table.items()
        ),
    )


def _rows(document: Document) -> Iterator[tuple[Path, TargetRow]]:
    for key, rows in (("targets", document.targets), ("commitments", document.commitments)):
        yield from (((key, number), row) for number, row in enumerate(rows))
