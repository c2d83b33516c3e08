"""Bank statements as CSV: columns are known by their headings, in English or Italian."""

import csv
import io
from collections.abc import Mapping

from puntuale.apps.sales.bank.amounts import Ambiguous, read_amount, read_date
from puntuale.apps.sales.bank.lines import Line, NotReadable, Statement, Trouble, keyed
from puntuale.core.agreements.checks.currencies import CURRENCIES

HEADINGS: Mapping[str, frozenset[str]] = {
    "date": frozenset(
        {"date", "booking date", "booked on", "data", "data contabile", "data operazione"}
    ),
    "amount": frozenset({"amount", "credit", "importo", "accrediti", "avere", "entrate"}),
    "text": frozenset({"text", "description", "details", "causale", "descrizione", "riferimento"}),
    "currency": frozenset({"currency", "valuta", "divisa"}),
    "payer": frozenset({"payer", "name", "debtor", "ordinante", "nome", "controparte"}),
    "id": frozenset({"id", "transaction id", "reference id", "id operazione", "cro", "trn"}),
}
NEEDED = ("date", "amount", "text")
MOST_LINES = 5000


def read_table(text: str, currency: str) -> Statement:
    """Every line by which money came in; `currency` where no column names one.

    Raises:
        NotReadable: not CSV, without its headings, or too long.
    """
    try:
        dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect, strict=True))
    except csv.Error as trouble:
        raise NotReadable("not_csv", str(trouble)) from trouble
    if len(rows) > MOST_LINES:
        raise NotReadable("too_large")
    columns = _columns(rows[0] if rows else [])
    lines: list[Line] = []
    troubles: list[Trouble] = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        try:
            line = _line(cells, currency)
        except Ambiguous:
            troubles.append(Trouble(number, "ambiguous", cells.get("amount", "")))
        except (ValueError, KeyError):
            troubles.append(Trouble(number, "entry", " ".join(row)[:200]))
        else:
            lines += [line] if line.money.minor > 0 else []
    return Statement(tuple(keyed(lines)), tuple(troubles))


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = heading.strip().lstrip("\ufeff").lower()
        for meaning, known in HEADINGS.items():
            if name in known:
                found.setdefault(meaning, at)
    if missing := [name for name in NEEDED if name not in found]:
        raise NotReadable("headings", ", ".join(missing))
    return found


def _line(cells: Mapping[str, str], currency: str) -> Line:
    named = cells.get("currency", "").upper() or currency
    if named not in CURRENCIES:
        raise ValueError(named)
    key = f"csv:{cells['id']}"[:160] if cells.get("id") else ""
    return Line(
        key=key,
        booked_on=read_date(cells["date"]),
        money=read_amount(cells["amount"], named),
        payer=cells.get("payer", "")[:140],
        text=cells["text"][:500],
    )
