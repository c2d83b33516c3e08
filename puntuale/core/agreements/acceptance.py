"""Whether an agreement takes a request on: its channel first, then what it is about."""

from dataclasses import dataclass, replace

from puntuale.core.agreements.clocks.provisional import taken_for
from puntuale.core.agreements.errors import UnknownLevel, UnknownSeverity, UnknownType
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.facts import facts_of
from puntuale.core.agreements.terms.target import Facts, Pattern
from puntuale.core.agreements.terms.terms import Channel, ChannelRule, ChargeRow, Terms

CHANNEL_REFUSED = "channel_refused"
CHANNEL_REPLY_ONLY = "channel_reply_only"
CHANNEL_CLOSED = "channel_closed"
CHANNEL_NOT_LISTED = "channel_not_listed"
NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether a request becomes a ticket, and if not, why.

    `purpose` is what the channel is meant for, where the agreement restricts it; `row` is the
    row of `charging` (from 1) that decided, None where the channel did or no row matched.
    """

    accepted: bool
    reason: str | None = None
    purpose: str | None = None
    row: int | None = None


def decide_acceptance(terms: Terms, request: Request) -> Acceptance:
    """Whether `terms` take `request` on.

    Raises:
        UnknownType, UnknownSeverity, UnknownLevel: the agreement has no such word; the channel
            is looked at before.
    """
    channel = terms.channels.get(request.channel)
    purpose = None if channel is None else channel.purpose
    refused = _refused_by_channel(terms, channel, request)
    if refused is not None:
        return Acceptance(False, refused, purpose)
    refuse_unknown_words(terms, request.classification)
    row = _first_matching(terms, request)
    if row is None:
        reason = None if terms.charging is None else NOT_COVERED
        return Acceptance(reason is None, reason, purpose)
    if row.refuses:
        return Acceptance(False, row.reason or NOT_COVERED, purpose, row.row)
    return Acceptance(True, None, purpose, row.row)


def refuse_unknown_words(terms: Terms, classification: Classification) -> None:
    """Refuse a type, severity or level that the agreement does not have."""
    if classification.type is not None and classification.type not in terms.types:
        raise UnknownType(classification.type, terms.types)
    if classification.severity is not None and classification.severity not in terms.severities:
        raise UnknownSeverity(classification.severity, terms.severities)
    if classification.level is not None and classification.level not in terms.levels:
        raise UnknownLevel(classification.level, terms.levels)


def _refused_by_channel(terms: Terms, channel: Channel | None, request: Request) -> str | None:
    if channel is None:
        return CHANNEL_NOT_LISTED
    if channel.rule is ChannelRule.REFUSE:
        return CHANNEL_REFUSED
    if channel.rule is ChannelRule.REPLY_ONLY:
        return CHANNEL_REPLY_ONLY
    if channel.calendar is None:
        return None
    known = terms.timetable.known_to(request.submitted_at)
    open_ = known.calendar(channel.calendar).is_open(request.submitted_at)
    return None if open_ else CHANNEL_CLOSED


def _first_matching(terms: Terms, request: Request) -> ChargeRow | None:
    """The row that decides. What nobody knows yet refuses nothing: a row that may still match,
    when the request is classified or a package is bought, takes it on.
    """
    facts = facts_of(terms, request, taken_for(terms, request))
    for row in terms.charging or ():
        pattern = row.pattern if row.refuses else _as_far_as_known(row.pattern, facts)
        if pattern.matches(facts):
            return row
    return None


def _as_far_as_known(pattern: Pattern, facts: Facts) -> Pattern:
    return replace(
        pattern,
        type=pattern.type if facts.type else None,
        severity=pattern.severity if facts.severity else None,
        level=pattern.level if facts.level else None,
    )
