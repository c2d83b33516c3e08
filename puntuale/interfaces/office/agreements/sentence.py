"""A question in one line, "a P1 arriving Friday 18:00", in any language of the desk."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.kinds_of_request import (
    LevelRow,
    SeverityRow,
    TypeRow,
)

LANGUAGES = ("en", "it")
USUAL_HOUR = time(9)
CHANNELS = {
    **dict.fromkeys(("email", "e-mail", "mail", "posta", "post"), "email"),
    **dict.fromkeys(("form", "modulo"), "form"),
    **dict.fromkeys(("portal", "portale"), "portal"),
    **dict.fromkeys(("phone", "telephone", "telefono", "telefonata", "call"), "phone"),
    **dict.fromkeys(("callback", "richiamata"), "callback"),
    "chat": "chat",
    "api": "api",
}
DEPLOYMENTS = {
    "cloud": "cloud",
    **dict.fromkeys(("subscription", "abbonamento"), "subscription"),
    **dict.fromkeys(("premises", "on-premises", "sede"), "premises"),
}
DAYS_AHEAD = {
    **dict.fromkeys(("today", "oggi"), 0),
    **dict.fromkeys(("tomorrow", "domani"), 1),
    "dopodomani": 2,
}
# What joins the words that matter, and says nothing by itself.
JOINED_BY = """
a an one the of by on at in with when is are it its what if for via and or to from this that next severity
type level request requests ticket due arrives arriving arrive arrived comes coming sent falls until
un una uno il lo la i gli le l di del della dello dei da dal in su sul per con e o se che chi quando è scade
arriva arrivano arrivata arrivato inviata inviato alle alla ore ora entro questo questa prossimo prossima
gravità tipo livello richiesta richieste
"""
JOINTS = frozenset(JOINED_BY.split())
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b")
HOUR = r"([01]?\d|2[0-3])"
CLOCK = re.compile(rf"\b{HOUR}[:.]([0-5]\d)\b|\b(?:at|alle|ore|h)\s*{HOUR}\b(?![:.]\d)")
WORD = re.compile(r"[\w-]+")


@dataclass
class Understood:
    """What a line was taken for; `unknown` are the words that said nothing to us."""

    type: str = ""
    severity: str = ""
    level: str = ""
    channel: str = ""
    deployment: str = ""
    arrives: datetime | None = None
    unknown: list[str] = field(default_factory=list)


def understand(line: str, document: Document, now: datetime, zone: ZoneInfo) -> Understood:
    """What `line` asks of an agreement; days are looked for from `now` on, in `zone`.

    A line that names no hour means 09:00, one that names no day the next time that hour comes.
    """
    found = Understood()
    rest, day = _day(line.casefold(), now.astimezone(zone).date())
    rest, hour = _hour(rest)
    found.arrives = _arrival(day, hour, now.astimezone(zone))
    names = dict(_names(document))
    for word in WORD.findall(rest):
        if word in names:
            kind, code = names[word]
            setattr(found, kind, getattr(found, kind) or code)
        elif word not in JOINTS:
            found.unknown.append(word)
    return found


def _arrival(day: date | None, hour: time | None, now: datetime) -> datetime | None:
    if day is None and hour is None:
        return None
    at = datetime.combine(day or now.date(), hour or USUAL_HOUR, now.tzinfo)
    return at + timedelta(days=1) if day is None and at < now else at


def _hour(line: str) -> tuple[str, time | None]:
    found = CLOCK.search(line)
    if found is None:
        return line, None
    hour, minute, alone = found.groups()
    return _without(line, found), time(int(hour or alone), int(minute or 0))


def _day(line: str, today: date) -> tuple[str, date | None]:
    for search in (_iso, _slashed, _with_month, _named):
        cut, day = search(line, today)
        if day is not None:
            return cut, day
    return line, None


def _iso(line: str, _today: date) -> tuple[str, date | None]:
    found = ISO.search(line)
    return (_without(line, found), _date(*map(int, found.groups()))) if found else (line, None)


def _slashed(line: str, today: date) -> tuple[str, date | None]:
    found = SLASHED.search(line)
    if found is None:
        return line, None
    day, month, year = found.groups()
    return _without(line, found), _next(int(day), int(month), year, today)


def _with_month(line: str, today: date) -> tuple[str, date | None]:
    for name, month in _months().items():
        found = re.search(rf"\b(\d{{1,2}})°?\s+{name}\b\.?(?:\s+(\d{{4}}))?", line)
        if found is not None:
            return _without(line, found), _next(int(found[1]), month, found[2], today)
    return line, None


def _named(line: str, today: date) -> tuple[str, date | None]:
    for word, ahead in DAYS_AHEAD.items():
        if found := re.search(rf"\b{word}\b", line):
            return _without(line, found), today + timedelta(days=ahead)
    for name, weekday in _weekdays().items():
        if found := re.search(rf"\b{name}\b", line):
            return _without(line, found), today + timedelta(days=(weekday - today.weekday()) % 7)
    return line, None


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    """In the year that is named, else in this one, or the next if it is over."""
    found = _date(int(year) if year else today.year, month, day)
    if found is None or year or found >= today:
        return found
    return _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without(line: str, found: re.Match[str]) -> str:
    return f"{line[: found.start()]} {line[found.end() :]}"


def _weekdays() -> Mapping[str, int]:
    """Names of days in every language, the long ones first."""
    return _by_name(lambda width, language: get_day_names(width, locale=language))


def _months() -> Mapping[str, int]:
    return _by_name(lambda width, language: get_month_names(width, locale=language))


def _by_name(names: Callable[[str, str], Mapping[int, str]]) -> Mapping[str, int]:
    return {
        name.casefold(): number
        for width in ("wide", "abbreviated")
        for language in LANGUAGES
        for number, name in names(width, language).items()
    }


def _names(document: Document) -> Iterator[tuple[str, tuple[str, str]]]:
    """Words that name a class, a channel or a deployment; of titles those that name only one."""
    kinds: Mapping[str, Mapping[str, TypeRow | SeverityRow | LevelRow]] = {
        "type": document.types,
        "severity": document.severities,
        "level": document.levels,
    }
    rows = [(kind, code, row) for kind, listed in kinds.items() for code, row in listed.items()]
    said: dict[str, set[tuple[str, str]]] = {}
    for kind, code, row in rows:
        for word in _words_of((row.title or {}).values()):
            said.setdefault(word, set()).add((kind, code))
    yield from ((word, next(iter(some))) for word, some in said.items() if len(some) == 1)
    yield from ((word, ("channel", code)) for word, code in CHANNELS.items())
    yield from ((word, ("deployment", code)) for word, code in DEPLOYMENTS.items())
    yield from ((code.casefold(), (kind, str(code))) for kind, code, _ in rows)


def _words_of(titles: Iterable[str]) -> set[str]:
    words = (word for title in titles for word in WORD.findall(title.casefold()))
    return {word for word in words if len(word) > 2 and word not in JOINTS}
