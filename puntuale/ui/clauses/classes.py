"""What a request can be: types, severities, and lines of support."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.parts.kinds_of_request import LevelRow, TypeRow
from puntuale.ui.clauses.naming import level_name, severity_name, type_name
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.verdicts import in_language


def classes(speech: Speech) -> Iterator[Sentence]:
    """The keys `types`, `severities` and `levels`."""
    for code, type_row in speech.document.types.items():
        yield _type(speech, code, type_row)
    for code, row in speech.document.severities.items():
        at: Path = ("severities", code)
        name = Strong(severity_name(speech, code))
        if row.description:
            text = in_language(row.description)
            yield speech.say(_("%(name)s: %(text)s"), at, name=name, text=text)
        else:
            yield speech.say(_("%(name)s."), at, name=name)
    for code, level_row in speech.document.levels.items():
        yield _level(speech, code, level_row)


def _type(speech: Speech, code: str, row: TypeRow) -> Sentence:
    at: Path = ("types", code)
    name = Strong(type_name(speech, code))
    if row.description:
        text = in_language(row.description)
        said = speech.say(_("%(name)s: %(text)s"), at, name=name, text=text)
    else:
        said = speech.say(_("%(name)s."), at, name=name)
    ends = speech.say(_("It ends the request."), at) if row.is_terminal else None
    hides = (
        speech.say(_("Such requests are seen only by the few who work on them."), at)
        if row.is_restricted
        else None
    )
    return join(said, ends, hides)


def _level(speech: Speech, code: str, row: LevelRow) -> Sentence:
    at: Path = ("levels", code)
    if row.by == "partner":
        sentence = _("%(level)s is given by your partner.")
    else:
        sentence = _("%(level)s is given by us.")
    said = speech.say(sentence, at, level=Strong(level_name(speech, code)))
    basis = None
    if row.charge_basis == "incident":
        basis = speech.say(_("It is charged by incident."), at)
    elif row.charge_basis:
        basis = speech.say(_("It is charged by time."), at)
    asks = speech.say(_("Only the partner may ask for it."), at) if row.only_from else None
    return join(said, basis, asks)
