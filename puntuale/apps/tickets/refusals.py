"""Why a request is not taken on: by its agreement, or by a person with one of its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.core.agreements.document.document import Document

# What a vendor may say whose agreement names no reasons of its own.
REASONS = ("technically_unfeasible", "out_of_scope", "not_ours")
DECLINED = "declined"
COSTS_NOTHING = frozenset({"free", "included"})
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason by its code, with all that a sentence about it needs.

    `said` are the words of the person who refused; `title` is what the agreement calls the reason;
    `kind` what was asked for, `covered` what is taken on instead, `purpose` what the channel is for.
    Where the channel was the trouble, `instead` is another one that takes requests on.
    """

    code: str
    said: str = ""
    title: Texts = field(default_factory=dict)
    channel: str = ""
    agreement: Texts = field(default_factory=dict)
    kind: Texts = field(default_factory=dict)
    covered: tuple[Texts, ...] = ()
    purpose: str = ""
    is_declined: bool = False
    instead: str = ""


def reasons_for(ticket: Ticket) -> dict[str, Texts]:
    """The reasons with which `ticket` can be refused, and what its agreement calls them.

    Those that the agreement lists, else the usual ones; then what it refuses by itself, and its
    types that end a request.
    """
    if ticket.version is None:
        return {code: {} for code in REASONS}
    document = document_of(ticket.version)
    listed = [str(code) for code in document.triage.reject_reasons] or REASONS
    own = str(ticket.entitlement.get("refusal") or "")
    reasons: dict[str, Texts] = {code: {} for code in chain(listed, [own] if own else [])}
    for code, row in document.types.items():
        if row.is_terminal:
            reasons[str(code)] = dict(row.title)
    return reasons


def ends_by_the_customer(ticket: Ticket, code: str) -> bool:
    """Whether `code` is the type for what the customer, not the vendor, did not accept."""
    if ticket.version is None:
        return False
    document = document_of(ticket.version)
    return code in document.types and code in {DECLINED, document.estimates.on_decline_type}


def type_when_declined(ticket: Ticket) -> str:
    """The type of requests whose customer declined, where the agreement names one."""
    if ticket.version is None:
        return ""
    document = document_of(ticket.version)
    named = document.estimates.on_decline_type or DECLINED
    return str(named) if named in document.types else ""


def refusal_of(ticket: Ticket) -> Refusal | None:
    """The reason for which `ticket` ended without being taken on; None where it was."""
    if ticket.state not in Ticket.FINAL:
        return None
    kinds = (TicketEvent.Kind.REJECTED, TicketEvent.Kind.DECLINED)
    event = ticket.events.filter(kind__in=kinds).order_by("-sequence").first()
    return None if event is None else refusal_in(event, ticket)


def refusal_in(event: TicketEvent, ticket: Ticket) -> Refusal:
    """What `event` says of `ticket`."""
    return refusal_under(
        ticket.version,
        event.data.get("reason", ""),
        channel=ticket.channel,
        type=event.data.get("before", ticket.type),
        said=event.data.get("text", ""),
        is_declined=event.kind == TicketEvent.Kind.DECLINED,
    )


def refusal_under(
    version: AgreementVersion | None,
    code: str,
    *,
    channel: str,
    type: str = "",  # noqa: A002 - the field's own name
    said: str = "",
    is_declined: bool = False,
) -> Refusal:
    """The reason `code` under the agreement that gives it."""
    if version is None:
        return Refusal(code, said, channel=channel, is_declined=is_declined)
    return refusal_by(
        document_of(version), code, channel=channel, type=type, said=said, is_declined=is_declined
    )


def refusal_by(
    document: Document,
    code: str,
    *,
    channel: str,
    type: str = "",  # noqa: A002 - the field's own name
    said: str = "",
    is_declined: bool = False,
) -> Refusal:
    """The reason `code` as a document gives it, in force or not yet."""
    row, ending = document.types.get(type), document.types.get(code)
    row_of_channel = (document.channels or {}).get(channel)
    return Refusal(
        code,
        said,
        title=dict(ending.title) if ending else {},
        channel=channel,
        agreement=document.header.title,
        kind=dict(row.title) if row else {},
        covered=tuple(_covered(document)),
        purpose=str(row_of_channel.purpose or "") if row_of_channel else "",
        is_declined=is_declined,
        instead=_instead(document) if code.startswith("channel_") else "",
    )


def _instead(document: Document) -> str:
    """The page on which a request can be opened: with an account, or without one."""
    if document.channels is None:
        return Ticket.Channel.PORTAL
    open_ones = {name for name, row in document.channels.items() if row.rule == "accept"}
    pages = (Ticket.Channel.PORTAL, Ticket.Channel.FORM)
    return next((page for page in pages if page in open_ones), "")


def _covered(document: Document) -> list[Texts]:
    """The kinds of request that cost nothing more: what the agreement is for."""
    rows = [row for row in document.charging or () if row.charge in COSTS_NOTHING]
    codes = dict.fromkeys(str(code) for row in rows for code in row.match.type or ())
    return [dict(document.types[code].title) for code in codes if code in document.types]
