"""Tables for spreadsheets, in which nothing that anybody typed is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpResponse

# What a spreadsheet takes for a formula, or lets hide one (OWASP, CSV injection).
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | Decimal | date | None


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Lines of comma separated values; numbers and dates stay what they are, words stay words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in headings])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def csv_answer(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A file to be saved; the mark at its beginning tells Excel that it is UTF-8."""
    content = "\ufeff" + csv_of(headings, rows)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def harmless(cell: Cell) -> str:
    """As it is written; words that would be a formula begin with an apostrophe."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    is_formula = cell.lstrip(" \u00a0").startswith(BEGINS_A_FORMULA) or cell.startswith(
        BEGINS_A_FORMULA
    )
    return f"'{cell}" if is_formula else cell
