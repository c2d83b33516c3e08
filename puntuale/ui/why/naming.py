"""The drawing as one sentence, for whoever hears the page instead of seeing it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from puntuale.ui.why.steps import Step
from puntuale.ui.why.values import Explanation, Sign
from puntuale.ui.words.moments import day, hour


def name(explanation: Explanation, steps: Sequence[Step]) -> str:
    """ "Mon 10:00 – 12:00 counted 2 h; …; now Tue 16:20; due Wed 11:30."."""
    told = [f"{step.when} {step.what}".strip() for step in steps if step.look != "result"]
    return "; ".join([*told, *_marks(explanation)]) + "."


def _marks(explanation: Explanation) -> list[str]:
    view = explanation.view
    words = {
        Sign.NOW: _("now %(when)s"),
        Sign.DONE: _("done %(when)s"),
        Sign.DUE: _("due %(when)s"),
    }
    return [
        words[mark.sign] % {"when": f"{day(mark.at, view)} {hour(mark.at, view)}"}
        for mark in explanation.marks
        if mark.sign in words
    ]
