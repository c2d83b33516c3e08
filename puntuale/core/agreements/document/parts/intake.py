"""How requests come in: channels, triage, and who has a right to ask."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.words import Name, name, one_of, text
from puntuale.core.agreements.document.nodes import Entries, Node
from puntuale.core.agreements.document.problems import Place, Problems, did_you_mean
from puntuale.core.agreements.document.section import Section, entries, items, section

CHANNELS = ("email", "form", "portal", "phone", "callback", "chat", "api")
ACCEPT, REPLY_ONLY, REFUSE = "accept", "reply_only", "refuse"


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """What a channel does with a new request; `accept` may name the hours in which it does."""

    place: Place
    rule: Name
    calendar: Name | None = None
    purpose: Name | None = None


@dataclass(frozen=True, slots=True)
class ProvisionalRow:
    """What a request is taken for until somebody has classified it."""

    type: Name | None
    severity: Name | None
    level: Name | None


@dataclass(frozen=True, slots=True)
class TriageRow:
    """The key `triage`."""

    until_classified: ProvisionalRow | None = None
    accept_required: bool = False
    reject_reasons: tuple[Name, ...] = ()
    severity_by: Name | None = None
    proposed_by: Name | None = None


def channels(node: Node, problems: Problems) -> dict[str, ChannelRow]:
    """`{email: accept, portal: {accept: always}, phone: refuse}`."""
    if isinstance(node, Entries):
        for key, value in node.nodes.items():
            if key not in CHANNELS:
                hint = did_you_mean(key, CHANNELS)
                problems.add("unknown_key", value.place, key=key, hint=hint)
    return entries(_channel)(node, problems)


def _channel(node: Node, problems: Problems) -> ChannelRow:
    if isinstance(node, Entries):
        return section(_read_open_channel)(node, problems)
    return ChannelRow(node.place, one_of(ACCEPT, REPLY_ONLY, REFUSE)(node, problems))


def _read_open_channel(found: Section) -> ChannelRow:
    calendar = found.required("accept", name)
    purpose = found.optional("purpose", name)
    return ChannelRow(found.place, Name.at(ACCEPT, found.place), calendar, purpose)


def read_triage(found: Section) -> TriageRow:
    return TriageRow(
        until_classified=found.optional("until_classified", section(_read_provisional)),
        accept_required=found.optional("accept", one_of("required")) is not None,
        reject_reasons=found.table("reject_reasons", name),
        severity_by=found.optional("severity_by", one_of("vendor", "customer")),
        proposed_by=found.optional("proposed_by", one_of("vendor", "customer")),
    )


def _read_provisional(found: Section) -> ProvisionalRow:
    return ProvisionalRow(
        type=found.optional("type", name),
        severity=found.optional("severity", name),
        level=found.optional("level", name),
    )


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """What somebody tells who registers, and what registering gives."""

    requires: tuple[Name, ...]
    unknown_serial: str | None
    when: Name | None
    grants: tuple[Name, ...]


def read_entitlement(found: Section) -> tuple[Name, ...]:
    """The rights that the key `entitlement` requires."""
    return found.required("requires", items(name))


def read_registration(found: Section) -> RegistrationRow:
    return RegistrationRow(
        requires=found.table("requires", name),
        unknown_serial=found.optional("serial_number", section(_read_serial_number)),
        when=found.optional("when", one_of("activation")),
        grants=found.table("grants", name),
    )


def _read_serial_number(found: Section) -> str:
    return found.required("unknown_value", text)
