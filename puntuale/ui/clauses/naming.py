"""What people call the things that a document names by codes."""

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from puntuale.core.agreements.document.kinds.match import Match
from puntuale.core.agreements.document.parts.calendars import Holidays
from puntuale.ui.clauses.speech import Speech
from puntuale.ui.clauses.weeks import is_always_open
from puntuale.ui.words.lists import listed
from puntuale.ui.words.verdicts import in_language
from puntuale.ui.words.viewpoint import place


def plainly(code: str) -> str:
    """A code of the vendor's own, as words: "out of hours" for `out_of_hours`."""
    return code.replace("_", " ")


def hours_name(code: str) -> str:
    """What people call the hours of that code: the usual ones by their names, others as words."""
    known = {
        "always": pgettext("hours", "always"),
        "normal": pgettext("hours", "normal"),
        "working": pgettext("hours", "working"),
        "office": pgettext("hours", "office"),
        "out_of_hours": pgettext("hours", "out of hours"),
        "weekend": pgettext("hours", "weekend"),
        "bank_holiday": pgettext("hours", "bank holiday"),
    }
    return known.get(code, plainly(code))


def all_plainly(codes: Iterable[str], known: Mapping[str, str]) -> str:
    """Words of the language by their names, others as they stand."""
    return listed(known.get(str(code), plainly(code)) for code in codes)


def type_name(speech: Speech, code: str) -> str:
    """ "Bug or malfunction"; its code where it is a short one: "T1 Bug in our own software"."""
    row = speech.document.types.get(code)
    title = in_language(row.title) if row else ""
    return " ".join(filter(None, [code if is_plate(code) or not title else "", title]))


def severity_name(speech: Speech, code: str) -> str:
    """ "P1 Blocking"."""
    row = speech.document.severities.get(code)
    return f"{code} {in_language(row.title)}".strip() if row else code


def level_name(speech: Speech, code: str) -> str:
    """ "L1", or "L1 First line" where it has a title."""
    row = speech.document.levels.get(code)
    return f"{code} {in_language(row.title)}".strip() if row and row.title else code


def deployment_name(code: str) -> str:
    """Where a product runs."""
    known = {
        "cloud": pgettext("deployment", "cloud"),
        "subscription": pgettext("deployment", "subscription"),
        "premises": pgettext("deployment", "on premises"),
    }
    return known.get(code, code)


def channel_name(code: str) -> str:
    """By what a request comes."""
    known = {
        "email": pgettext("channel", "Email"),
        "form": pgettext("channel", "Form"),
        "portal": pgettext("channel", "Portal"),
        "phone": pgettext("channel", "Telephone"),
        "callback": pgettext("channel", "Call back"),
        "chat": pgettext("channel", "Chat"),
        "api": pgettext("channel", "Programs"),
    }
    return known.get(code, code)


def requests(speech: Speech, match: Match, *, is_rest: bool = False) -> str:
    """Which requests a row is about: "P1 Blocking · Bug or malfunction"."""
    named = " · ".join(_named(speech, match))
    if named:
        return named
    return _("Everything else") if is_rest else _("Every request")


def _named(speech: Speech, match: Match) -> Iterator[str]:
    if match.severity:
        yield listed(severity_name(speech, code) for code in match.severity)
    if match.level:
        yield listed(level_name(speech, code) for code in match.level)
    if match.type:
        yield listed(type_name(speech, code) for code in match.type)
    if match.deployment:
        yield listed(map(deployment_name, match.deployment))
    if match.window:
        yield listed(map(hours_name, match.window))
    if match.package:
        yield _("while a package has time left")


def is_open_always(speech: Speech, calendar: str) -> bool:
    """Whether the calendar of that name is open around the clock."""
    row = speech.document.calendars.get(calendar)
    return row is not None and is_always_open(row.weekly)


def place_name(zone: str) -> str:
    """ "Rome"; what was written where nobody knows the zone."""
    try:
        return place(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return zone


def languages(codes: Iterable[str]) -> str:
    """ "Italian and English"."""
    names = _locale().languages
    return listed(names.get(code.partition("-")[0], code) for code in codes)


def holidays_name(rows: Iterable[Holidays]) -> str:
    """Whose public holidays: "Italy", "United Kingdom (ENG)"."""
    names = _locale().territories
    return listed(
        f"{names.get(row.country, row.country)} ({row.subdivision})"
        if row.subdivision
        else names.get(row.country, row.country)
        for row in rows
    )


def _locale() -> Locale:
    return Locale.parse((get_language() or "en").partition("-")[0])


def is_plate(code: str) -> bool:
    """Whether people call a class by its code: "T1", "P3"."""
    return len(code) <= 3 and code[:1].isupper()
