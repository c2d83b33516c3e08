"""What else is promised: news to the customer, remote access, availability, maintenance."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.money import Percent, percent
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, flag, name, one_of, text
from puntuale.core.agreements.document.problems import Place
from puntuale.core.agreements.document.section import Section, items, section

TOLD_ON = ("received", "accepted", "clarification_requested", "answered", "resolved", "closed")


@dataclass(frozen=True, slots=True)
class RemoteRow:
    """How the desk reaches a customer's system, and that it must be let in."""

    customer_must_give_access: bool
    tools: tuple[Name, ...]


def read_remote(found: Section) -> RemoteRow:
    return RemoteRow(
        found.default("customer_must_give_access", flag, False),
        found.table("tools", name),
    )


def read_notify(found: Section) -> tuple[Name, ...]:
    """The moments at which the customer is told, of the key `notify`."""
    return found.required("customer_on", items(one_of(*TOLD_ON)))


@dataclass(frozen=True, slots=True)
class CreditRow:
    """So much of the fee is given back below a share of availability."""

    below: Percent
    percent: Percent


@dataclass(frozen=True, slots=True)
class AvailabilityRow:
    """How much of its hours a component is up."""

    place: Place
    component: Name
    objective: Percent
    hours: Name | None
    credits: tuple[CreditRow, ...]


def read_availability(found: Section) -> AvailabilityRow:
    found.optional("period", one_of("calendar_month"))
    found.optional("exclude", items(one_of("announced_maintenance")))
    found.optional("source_note", text)
    return AvailabilityRow(
        place=found.place,
        component=found.required("component", name),
        objective=found.required("objective", percent),
        hours=found.optional("hours", name),
        credits=found.table("credits", section(_read_credit)),
    )


def _read_credit(found: Section) -> CreditRow:
    return CreditRow(found.required("below", percent), found.required("percent", percent))


@dataclass(frozen=True, slots=True)
class MaintenanceRow:
    """When maintenance is done, and how long before it is announced."""

    window: Name
    announce_before: Quantity | None


def read_maintenance(found: Section) -> MaintenanceRow:
    return MaintenanceRow(
        found.required("window", name), found.optional("announce_before", quantity("d", "h"))
    )
