"""How time is counted on every promise, and when it stands still."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.core.agreements.document.parts.clock import END_OF_DAY
from puntuale.ui.clauses.naming import all_plainly
from puntuale.ui.clauses.speech import Speech, Strong
from puntuale.ui.clauses.values import Sentence


def pauses(speech: Speech) -> Iterator[Sentence]:
    """The key `clock`."""
    row, at = speech.document.clock, ("clock",)
    yield speech.say(_("Time begins when the request is submitted."), (*at, "start"))
    if row.counting == END_OF_DAY:
        sentence = _("Working days last to the end of the day.")
    else:
        sentence = _("A working day is as much open time as one full day has.")
    yield speech.say(sentence, (*at, "counting"))
    if row.pause_while:
        yield speech.say(
            _("Time stands still only while we wait for %(what)s."),
            (*at, "pause_while"),
            what=Strong(waited_for(row.pause_while)),
        )
    else:
        yield speech.say(_("Time never stands still within these hours."), (*at, "pause_while"))
    if row.retarget == "correction":
        sentence = _("A new severity counts as if it had been so from the beginning.")
    else:
        sentence = _("A new severity counts from the moment of the change.")
    yield speech.say(sentence, (*at, "retarget"))


def waited_for(states: tuple[str, ...]) -> str:
    """ "your answer, access to your systems and your decision on an estimate"."""
    known = {
        "waiting_customer": pgettext("wait for", "your answer"),
        "waiting_access": pgettext("wait for", "access to your systems"),
        "waiting_third_party": pgettext("wait for", "someone else"),
        "estimate_sent": pgettext("wait for", "your decision on an estimate"),
    }
    return all_plainly(states, known)
