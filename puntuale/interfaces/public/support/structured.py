"""The same for machines: a contact point and its opening hours (schema.org), as JSON-LD."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.agreements.terms.windows import DayKind, days_of
from puntuale.core.working_time.calendar import Hours
from puntuale.ui.clauses.weeks import clock

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# In a script element these could end it, or begin another; JSON means the same without them.
UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def structured_data(
    document: Document, terms: Terms, *, name: str, mail: str, url: str, at: datetime
) -> SafeString:
    """What stands in the page's data block."""
    point: dict[str, Any] = {
        "@type": "ContactPoint",
        "contactType": "technical support",
        "availableLanguage": [str(code) for code in document.header.languages],
        "hoursAvailable": [*_week(office_week(document, terms)), *_closed(terms, at)],
    }
    if mail:
        point["email"] = mail
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": name,
        "url": url,
        "contactPoint": point,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return SafeString(text.translate(UNSAFE))


def office_week(document: Document, terms: Terms) -> list[Hours]:
    """The week of the hours in which the desk works: those of working days, or of the promises."""
    name = _office(document, terms)
    if name is None:
        return [((0, 24 * 60),)] * 7
    named = terms.timetable.named.get(name)
    if named is not None:
        return [tuple(day) for day in named.calendar.week]
    return [terms.timetable.windows.hours({name}, DayKind(day)) for day in range(7)]


def _office(document: Document, terms: Terms) -> str | None:
    if document.working_day is not None:
        return str(document.working_day.calendar)
    asked = (target.calendar for target in terms.targets)
    return next((name for name in asked if name not in (None, COVERAGE)), None)


def _week(week: list[Hours]) -> Iterator[dict[str, str]]:
    for day, hours in zip(DAYS, week, strict=True):
        for opens, closes in hours:
            # schema.org knows no 24:00: the day's last minute is its nearest word.
            yield {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": f"https://schema.org/{day}",
                "opens": clock(opens),
                "closes": clock(closes) if closes < 24 * 60 else "23:59",
            }


def _closed(terms: Terms, at: datetime) -> Iterator[dict[str, str]]:
    for closure in terms.closures_ahead(at):
        opened = dict(closure.reopenings)
        for day in days_of(closure):
            for opens, closes in opened.get(day) or ((0, 0),):
                # Opening and closing at the same instant means closed all day.
                yield {
                    "@type": "OpeningHoursSpecification",
                    "validFrom": day.isoformat(),
                    "validThrough": day.isoformat(),
                    "opens": clock(opens),
                    "closes": clock(closes) if closes < 24 * 60 else "23:59",
                }
