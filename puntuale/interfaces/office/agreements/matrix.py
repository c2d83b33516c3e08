"""The coverage matrix: severities down, windows across, each cell beside its row of the document."""

from collections.abc import Iterator
from dataclasses import dataclass

from puntuale.apps.agreements.written import Written
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.windows import RUN, WindowRow
from puntuale.ui.clauses.naming import holidays_name, plainly
from puntuale.ui.clauses.weeks import days_in_words, hours_in_words
from puntuale.ui.words.verdicts import in_language


@dataclass(frozen=True, slots=True)
class Column:
    """A window: its name, and when it is."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether a severity runs in a window; `is_changed` where the draft says otherwise."""

    runs: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A severity; `line` is where its row stands, None for an inherited one."""

    code: str
    title: str
    is_first: bool
    line: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What is handled when."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the draft changes a cell."""
        return any(cell.is_changed for row in self.rows for cell in row.cells)


def matrix_of(shown: Written, draft: Written | None) -> Matrix | None:
    """The matrix of an edition, with what a draft would change; None where it has none."""
    document = shown.document
    if document is None or not document.coverage:
        return None
    # The office first, then as the windows are tried.
    office = document.working_day.calendar if document.working_day else ""
    windows = sorted(document.windows, key=lambda each: each.code != office)
    columns = tuple(Column(plainly(each.code), _note(each)) for each in windows)
    return Matrix(columns, tuple(_rows(shown, document, windows, draft)))


def _rows(
    shown: Written, document: Document, windows: list[WindowRow], draft: Written | None
) -> Iterator[Row]:
    newer = draft.document.coverage or {} if draft is not None and draft.document else {}
    for number, (code, row) in enumerate((document.coverage or {}).items()):
        severity = document.severities.get(code)
        cells = []
        for window in windows:
            rule = row.windows.get(window.code)
            other = newer[code].windows.get(window.code) if code in newer else rule
            cells.append(Cell(rule == RUN, other is not None and other != rule))
        line = min(shown.lines([("coverage", code)]), default=None)
        title = in_language(severity.title) if severity else ""
        yield Row(code, title, number == 0, line, tuple(cells))


def _note(row: WindowRow) -> str:
    if row.holidays:
        return holidays_name(row.holidays)
    days = days_in_words(row.days)
    if row.hours is None:
        return days
    return f"{days} {hours_in_words(row.hours)}"
