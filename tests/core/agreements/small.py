"""A small sound document, and the problems that appear when some of its lines change."""

from datetime import date

from puntuale.core.agreements.checks.activation import against_activation
from puntuale.core.agreements.document.problems import Problem
from puntuale.core.agreements.document.read import Outcome, read_document

SMALL = """\
puntuale: 1
agreement:
  code: small
  version: 1
  title: {en: Small}
  seller: vendor
  timezone: Europe/Rome
  currency: EUR
  precedence: 1
  scope: {products: any}
calendars:
  office:
    weekly: {mon-fri: ["09:00-18:00"]}
    holidays: {country: IT}
    closures:
      - {code: summer, from: 2026-08-10, to: 2026-08-21, announced: 2026-06-15}
    working_day: 9 h
types:
  bug: {title: {en: Bug}}
  other: {title: {en: Other}}
targets:
  - {match: {type: bug}, metric: response, within: 4 wh, calendar: office, binding: true}
  - {metric: response, within: 2 wd, calendar: office, binding: true}
charging:
  - {match: {type: bug}, charge: included}
  - {charge: rate, rate: hourly}
rates:
  hourly: {unit: hour, amount: "80.00"}
rounding: {scope: ticket, resolution: 1 min, increment: 15 min, mode: up, minimum: 30 min}
"""

WINDOWS = """\
puntuale: 1
agreement:
  code: windows
  version: 1
  title: {en: Windows}
  seller: vendor
  timezone: Europe/London
  currency: GBP
  precedence: 1
  scope: {products: any}
windows:
  - {code: holiday, holidays: {country: GB, subdivision: ENG}, hours: ["00:00-24:00"]}
  - {code: weekend, days: sat-sun, hours: ["00:00-24:00"]}
  - {code: office, days: mon-fri, hours: ["09:00-17:30"]}
  - {code: night, days: mon-fri, hours: rest}
severities:
  S1: {title: {en: One}}
  S2: {title: {en: Two}}
coverage:
  S1: {office: run, night: run, weekend: run, holiday: run}
  S2: {office: run, night: hold, weekend: hold, holiday: hold}
working_day: {calendar: office, length: 8.5 h}
targets:
  - {match: {severity: S1}, metric: response, within: 1 wh, calendar: coverage, binding: true}
  - {match: {severity: S2}, metric: response, within: 2 wd, calendar: coverage, binding: true}
charging:
  - {charge: free}
"""


def holidays(country: str, subdivision: str | None) -> frozenset[date]:
    """Knows Italy and England only."""
    if (country, subdivision) not in {("IT", None), ("GB", "ENG")}:
        raise LookupError(country)
    return frozenset({date(2026, 12, 25)})


def changed(text: str, *instead: tuple[str, str]) -> str:
    for old, new in instead:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def read(text: str) -> Outcome:
    return read_document(text)


def told(text: str) -> list[tuple[int, str]]:
    """Line and code of everything that stands against a text."""
    return [(each.place.line, each.code) for each in problems(text)]


def problems(text: str) -> tuple[Problem, ...]:
    return against_activation(read(text), holidays)


def line_of(text: str, part: str) -> int:
    """The line on which `part` stands for the first time."""
    assert part in text, part
    return text[: text.index(part)].count("\n") + 1
