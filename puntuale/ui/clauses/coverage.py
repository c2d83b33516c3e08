"""Which severity is handled in which window, and when what is held goes on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.parts.clock import NEXT_COVERED_WINDOW
from puntuale.core.agreements.document.parts.windows import RUN, CoverageRow
from puntuale.ui.clauses.naming import hours_name, severity_name
from puntuale.ui.clauses.speech import Speech, Strong
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.lists import listed


def coverage(speech: Speech) -> Iterator[Sentence]:
    """The keys `coverage` and `hold_until`."""
    matrix = speech.document.coverage or {}
    for code, row in matrix.items():
        yield _severity(speech, code, row)
    if not matrix:
        return
    if speech.document.hold_until == NEXT_COVERED_WINDOW:
        sentence = _("What is held goes on as soon as its severity is handled again.")
    else:
        sentence = _("What is held goes on at the next office opening.")
    yield speech.say(sentence, ("hold_until",))


def _severity(speech: Speech, code: str, row: CoverageRow) -> Sentence:
    run = [window for window, rule in row.windows.items() if rule == RUN]
    held = [window for window, rule in row.windows.items() if rule != RUN]
    if not held:
        sentence = _("%(severity)s is handled at all times: %(run)s.")
    elif not run:
        sentence = _("%(severity)s is held at all times: %(held)s.")
    else:
        sentence = _("%(severity)s is handled in: %(run)s; it is held in: %(held)s.")
    return speech.say(
        sentence,
        ("coverage", code),
        severity=severity_name(speech, code),
        run=Strong(listed(map(hours_name, run))),
        held=listed(map(hours_name, held)),
    )
