"""Does every minute belong to a window, and does the matrix say what each severity does in it?"""

from collections.abc import Iterator

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.hours import DAYS
from puntuale.core.agreements.document.parts.clock import NEXT_OFFICE_OPENING
from puntuale.core.agreements.document.parts.windows import HOLD, RUN, CoverageRow
from puntuale.core.agreements.document.problems import Problem, did_you_mean, problem
from puntuale.core.agreements.terms.pieces import MIDNIGHT, without
from puntuale.core.agreements.terms.windows import DayKind, Window, Windows


def minutes_left_out(document: Document) -> Iterator[Problem]:
    """Minutes of the week that belong to no window, and windows that have no minute."""
    if not document.windows or _is_broken(document):
        return
    windows = _windows(document)
    holiday = frozenset(each.code for each in windows.windows if each.holidays is not None)
    owners: set[str] = set()
    for weekday, day in enumerate(DAYS):
        owned = windows.owners(DayKind(weekday))
        owners |= {code for code, _ in (*owned, *windows.owners(DayKind(weekday, holiday)))}
        for start, end in without([(0, MIDNIGHT)], [piece for _, piece in owned]):
            hours = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
            yield problem("minutes_left_out", document.place_of("windows"), day=day, hours=hours)
            break
    for row in document.windows:
        if row.code not in owners:
            yield problem("unreachable_row", row.place)


def _is_broken(document: Document) -> bool:
    """Whether some hours could not be read: what they leave out is told already."""
    return any(each.opens == each.closes for row in document.windows for each in row.hours or ())


def _windows(document: Document) -> Windows:
    return Windows(
        "UTC",
        tuple(
            Window(
                code=row.code,
                days=row.days,
                hours=None
                if row.hours is None
                else tuple((each.opens, each.closes) for each in row.hours),
                holidays=frozenset() if row.holidays else None,
            )
            for row in document.windows
        ),
    )


def holes_in_the_matrix(document: Document) -> Iterator[Problem]:
    """Severities and windows that the matrix leaves out, or that it alone knows."""
    if document.coverage is None:
        return
    for severity in document.severities:
        if severity not in document.coverage:
            yield problem("severity_not_in_matrix", document.place_of("coverage"), name=severity)
    for severity, row in document.coverage.items():
        if severity not in document.severities:
            hint = did_you_mean(severity, document.severities)
            yield problem("unknown_severity", row.place, name=severity, hint=hint)
        yield from _holes_in_row(document, row)


def _holes_in_row(document: Document, row: CoverageRow) -> Iterator[Problem]:
    codes = [str(window.code) for window in document.windows]
    for code in codes:
        if code not in row.windows:
            yield problem("window_not_in_matrix", row.place, name=code)
    for code, rule in row.windows.items():
        if code not in codes:
            hint = did_you_mean(code, codes)
            yield problem("unknown_window", rule.place, name=code, hint=hint)


def holds_without_end(document: Document) -> Iterator[Problem]:
    """Severities that are never handled, or held until an opening at which they still are held."""
    rows = (document.coverage or {}).items()
    until_office = document.hold_until == NEXT_OFFICE_OPENING
    is_held = any(HOLD in row.windows.values() for _, row in rows)
    if is_held and until_office and document.working_day is None:
        yield problem("office_missing", document.place_of("coverage"))
    office = None if document.working_day is None else document.working_day.calendar
    for severity, row in rows:
        rules = row.windows.values()
        if HOLD in rules and RUN not in rules:
            yield problem("never_handled", row.place, name=severity)
        elif until_office and office is not None and row.windows.get(office) == HOLD:
            yield problem("held_in_office", row.place, name=severity, office=office)
