"""What of a request the rows of an agreement look at."""

from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.target import Facts
from puntuale.core.agreements.terms.terms import Terms


def facts_of(terms: Terms, request: Request, taken: Classification) -> Facts:
    """The facts of `request`, taken for `taken`; its window is the one in which it came."""
    window = _window_at_submission(terms, request) if terms.asks_for_window else None
    return Facts(
        taken.type, taken.severity, taken.level, request.deployment, window, request.channel
    )


def _window_at_submission(terms: Terms, request: Request) -> str | None:
    at = request.submitted_at
    known = terms.timetable.known_to(at)
    codes = (window.code for window in terms.timetable.windows.windows)
    return next((code for code in codes if known.calendar(code).is_open(at)), None)
