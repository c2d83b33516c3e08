"""Promises as tables: who asks what is answered within how long, found by the rows that decide."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from puntuale.core.agreements.cost import cost_told
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.target import Facts, Target
from puntuale.core.agreements.terms.terms import Slot, Terms
from puntuale.ui.clauses.naming import hours_name
from puntuale.ui.words.costs import cost_word
from puntuale.ui.words.lists import listed
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.quantities import terms as time_of
from puntuale.ui.words.verdicts import in_language

Promised = Mapping[Slot, Target]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One kind of request: its code, what people call it, more about it, and what is promised."""

    code: str
    name: str
    more: str
    cells: tuple[str, ...]
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class PromiseTable:
    """Kinds of request that differ in what `kind` says; `title` says which they are of, if any."""

    title: str
    kind: str
    columns: tuple[str, ...]
    rows: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True)
class PromiseTables:
    """All promises; `notes` say in which hours time counts, and for what none is promised."""

    tables: tuple[PromiseTable, ...]
    notes: tuple[str, ...]


def promise_tables(document: Document, terms: Terms, request: Request) -> PromiseTables | None:
    """What `terms` promise to requests like `request` by type and severity.

    None: it depends on more than that, and only sentences can say it.
    """
    if any(_asks_for_more(target) for target in terms.targets):
        return None
    if not terms.severities:
        return _by_type(document, terms, request)
    groups, without = _groups(document, terms)
    tables = tuple(
        _by_severity(document, terms, types, is_only=len(groups) == 1 and not without)
        for types in groups
    )
    notes = [*_counted(terms), *_without(document, without)]
    return PromiseTables(tables, tuple(notes))


def _asks_for_more(target: Target) -> bool:
    pattern = target.pattern
    if pattern.channel is not None and target.metric == Metric.CALLBACK:
        # Who asks to be called finds it among the ways to reach us.
        return False
    asked = (pattern.level, pattern.deployment, pattern.window, pattern.channel)
    return any(each is not None for each in asked)


def _groups(document: Document, terms: Terms) -> tuple[list[list[str | None]], list[str]]:
    """Types that are promised the same stand together; apart those that are promised nothing."""
    types: list[str | None] = [*_types(document)] or [None]
    alike: dict[tuple[tuple[Target, ...], ...], list[str | None]] = {}
    for type_ in types:
        promised = (_promised(terms, type_, severity) for severity in terms.severities)
        alike.setdefault(tuple(tuple(each.values()) for each in promised), []).append(type_)
    without = [group for targets, group in alike.items() if not any(targets)]
    told = [group for targets, group in alike.items() if any(targets)]
    return told, [type_ for group in without for type_ in group if type_]


def _by_severity(
    document: Document, terms: Terms, types: list[str | None], *, is_only: bool
) -> PromiseTable:
    promised = {code: _promised(terms, types[0], code) for code in terms.severities}
    slots = _slots(terms, promised.values())
    named = [in_language(document.types[type_].title) for type_ in types if type_]
    return PromiseTable(
        title="" if is_only else listed(named),
        kind=_("Severity"),
        columns=tuple(_column(slot, slots) for slot in slots),
        rows=tuple(
            PromiseRow(
                code=code,
                name=in_language(row.title),
                more=in_language(row.description or {}),
                cells=tuple(_cell(promised[code].get(slot)) for slot in slots),
                is_first=place == 0,
            )
            for place, (code, row) in enumerate(document.severities.items())
        ),
    )


def _by_type(document: Document, terms: Terms, request: Request) -> PromiseTables:
    types: list[str | None] = [*_types(document)] or [None]
    promised = {type_: _promised(terms, type_, None) for type_ in types}
    slots = _slots(terms, promised.values())
    costs = {type_: _cost(document, terms, request, type_) for type_ in types}
    has_costs = any(costs.values())
    table = PromiseTable(
        title="",
        kind=_("Kind of request"),
        columns=(*(_column(slot, slots) for slot in slots), *([_("Cost")] if has_costs else [])),
        rows=tuple(
            PromiseRow(
                code=type_ or "",
                name=in_language(document.types[type_].title) if type_ else _("Every request"),
                more=in_language(document.types[type_].description or {}) if type_ else "",
                cells=(
                    *(_cell(promised[type_].get(slot)) for slot in slots),
                    *([costs[type_]] if has_costs else []),
                ),
            )
            for type_ in types
        ),
    )
    return PromiseTables((table,), tuple(_counted(terms)))


def _types(document: Document) -> Iterator[str]:
    return (str(code) for code, row in document.types.items() if not row.is_terminal)


def _promised(terms: Terms, type_: str | None, severity: str | None) -> Promised:
    return terms.targets_for(Facts(type=type_, severity=severity))


def _slots(terms: Terms, promised: Iterable[Promised]) -> list[Slot]:
    spoken_of = {slot for each in promised for slot in each}
    return [slot for slot in terms.slots if slot in spoken_of]


def _column(slot: Slot, slots: list[Slot]) -> str:
    metric, binding = slot
    name = str(METRICS[metric].name)
    if binding or (metric, True) not in slots:
        return name
    return _("%(what)s, as an aim") % {"what": name}


def _cell(target: Target | None) -> str:
    if target is None:
        return "–"
    time = {"time": time_of(target.within)}
    if target.binding:
        return time["time"]
    if target.share:
        return _("%(time)s in most cases") % time
    return _("%(time)s, not binding") % time


def _cost(document: Document, terms: Terms, request: Request, type_: str | None) -> str:
    asked = Request(
        request.submitted_at, request.channel, Classification(type=type_), request.deployment
    )
    return cost_word(document, cost_told(document, terms, asked))


def _counted(terms: Terms) -> Iterator[str]:
    counted = (each for each in terms.targets if each.within.budget and not each.pattern.channel)
    names = dict.fromkeys(target.calendar for target in counted)
    for name in names:
        if name is None:
            continue
        named = terms.timetable.named.get(name)
        if name == COVERAGE:
            yield _("Only time in which its severity is handled counts.")
        elif named is not None and named.is_always_open:
            yield _("Time counts around the clock (“%(hours)s”).") % {"hours": hours_name(name)}
        else:
            yield _("Only time in the hours “%(hours)s” counts.") % {"hours": hours_name(name)}


def _without(document: Document, types: list[str]) -> Iterator[str]:
    if types:
        named = listed(in_language(document.types[type_].title) for type_ in types)
        yield _("No time is promised for: %(kinds)s.") % {"kinds": named}
