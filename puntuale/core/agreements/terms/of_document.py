"""From a document to terms: what people wrote, ready to be asked."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.core.agreements.document.parts.intake import ProvisionalRow
from puntuale.core.agreements.history import Cause
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.escalation import levels_of_document
from puntuale.core.agreements.terms.promises import promises
from puntuale.core.agreements.terms.terms import Channel, ChannelRule, ChargeRow, Line, Terms
from puntuale.core.agreements.terms.timetable_of import HolidaysOf, timetable_of
from puntuale.core.agreements.terms.words import pattern_of, word, words

# What a document without `channels` says.
BY_DEFAULT = {
    "email": Channel(ChannelRule.ACCEPT),
    "form": Channel(ChannelRule.ACCEPT),
    "portal": Channel(ChannelRule.ACCEPT),
    "callback": Channel(ChannelRule.ACCEPT),
    "phone": Channel(ChannelRule.REFUSE),
}


def terms_of(
    document: Document,
    holidays: HolidaysOf,
    closures: Iterable[Closure] = (),
    *,
    everywhere: bool = False,
) -> Terms:
    """The terms of a document without problems.

    Args:
        document: read, and found sound by the checks.
        holidays: public holidays by country and subdivision; resolved outside, stored with
                  the version, so that a new list moves no old promise.
        closures: those the vendor announces; they close what lists `vendor`, and nothing that
                  is open 00:00-24:00 all week.
        everywhere: they close what does not list `vendor` as well.
    """
    targets = promises(document)
    header = document.header
    return Terms(
        code=str(header.code),
        version=header.version,
        zone=ZoneInfo(header.timezone),
        precedence=header.precedence,
        products=words(header.scope.products),
        deployments=words(header.scope.deployment),
        requires=frozenset(map(str, (*header.scope.requires, *document.entitlement))),
        types=tuple(document.types),
        severities=tuple(document.severities),
        levels={
            code: Line(str(row.by), row.only_from is not None)
            for code, row in document.levels.items()
        },
        until_classified=_provisional(document.triage.until_classified),
        targets=targets,
        slots=tuple(dict.fromkeys((each.metric, each.binding) for each in targets)),
        pause_while=frozenset(map(str, document.clock.pause_while)),
        retarget=Cause(document.clock.retarget),
        channels=_channels(document),
        charging=None if document.charging is None else tuple(_charge_rows(document.charging)),
        timetable=timetable_of(document, holidays, list(closures), everywhere=everywhere),
        escalation=levels_of_document(document),
    )


def _provisional(row: ProvisionalRow | None) -> Classification | None:
    if row is None:
        return None
    return Classification(word(row.type), word(row.severity), word(row.level))


def _channels(document: Document) -> dict[str, Channel]:
    if document.channels is None:
        return BY_DEFAULT
    return {
        name: Channel(ChannelRule(row.rule), word(row.calendar), word(row.purpose))
        for name, row in document.channels.items()
    }


def _charge_rows(rows: Iterable[ChargingRow]) -> Iterator[ChargeRow]:
    for number, row in enumerate(rows, 1):
        yield ChargeRow(number, pattern_of(row.match), str(row.charge), word(row.reason))
