"""A request as a value, as far as the caller may see it."""

from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from ninja import Schema
from pydantic import Field

from puntuale.apps.tickets.costs import cost_of
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of, readings_of
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.refusals import refusal_of
from puntuale.interfaces.api.caller import Caller
from puntuale.interfaces.api.values.clocks import Clock, Why, clock_of
from puntuale.interfaces.api.values.kinds import (
    SUBJECT,
    TEXT,
    About,
    Code,
    Instant,
    InstantThere,
    Refusal,
    Text,
    Word,
)
from puntuale.ui.classes import names_of
from puntuale.ui.words.costs import told
from puntuale.ui.words.refusals import because
from puntuale.ui.words.verdicts import verdict, verdict_to_customer

PRIVATE = "Only the desk sees it; null for customers."


class NextPromise(Schema):
    """The promise that falls due next; without an instant while it stands still or binds nobody."""

    metric: str
    state: str
    binding: bool
    due_at: Instant | None


class RequestInList(Schema):
    """A request as a line of a list."""

    number: int
    subject: str
    state: str
    type: str
    severity: str
    language: str
    channel: str
    product: str | None = Field(description="Its code.")
    organisation: str | None
    contact: str
    assignee: str | None
    submitted_at: Instant
    resolved_at: Instant | None
    closed_at: Instant | None
    next_promise: NextPromise | None


class Requests(Schema):
    """A page of a list; `next` goes into `after` for the following one, null on the last."""

    items: list[RequestInList]
    next: str | None


class Entitlement(Schema):
    """Under which agreement it runs, and why under this one."""

    covered: bool
    agreement: str | None
    version: int | None
    sha256: str | None
    sentence: str
    reasons: list[str] = Field(description="Every candidate with why it won or lost. " + PRIVATE)


class Request(RequestInList):
    """One request with its classification, its agreement and its clocks, read at `read_at`."""

    type_title: str
    severity_title: str
    level: Code | None
    is_classified: bool
    serial_number: str
    team: str | None = Field(description=PRIVATE)
    tags: list[str] | None = Field(description=PRIVATE)
    is_restricted: bool | None = Field(description=PRIVATE)
    merged_into: int | None
    entitlement: Entitlement
    refusal: Refusal | None
    cost: str = Field(description="What it costs, as far as it is known.")
    read_at: Instant
    clocks: list[Clock]


class WhyOfClock(Schema):
    """Which clock, and why."""

    metric: str
    binding: bool
    due_at: InstantThere | None
    why: Why


class Whys(Schema):
    """Why every promise on a request falls due when it does."""

    number: int
    read_at: Instant
    clocks: list[WhyOfClock]


class NewRequestValue(About):
    """A request to be opened; the last four are the desk's, which writes for a customer."""

    subject: Text = Field(default="", max_length=SUBJECT)
    text: Text = Field(min_length=1, max_length=TEXT)
    language: Literal["en", "it"] | None = Field(
        default=None, description="In which it is answered; without it, the one of this call."
    )
    contact: Word = Field(default="", description="The customer’s mail address.")
    name: Word = Field(default="", description="What a new contact is called.")
    channel: Literal["email", "form", "portal", "phone", "callback"] | None = Field(
        default=None, description="How it reached the desk."
    )


RELATED = ("organisation", "contact", "assignee", "product")


def in_list(ticket: Ticket) -> RequestInList:
    """`ticket` as a line; it was loaded with what is `RELATED`."""
    return RequestInList(**_facts(ticket))


def request_of(ticket: Ticket, caller: Caller, *, at: datetime) -> Request:
    """`ticket` as it stands at `at`, for `caller`."""
    classes, language = classes_of(ticket), get_language() or "en"
    inside = caller.user.is_of_vendor
    line = told(cost_of(ticket, at=at))
    return Request(
        **_facts(ticket),
        type_title=classes.title(ticket.type, language),
        severity_title=classes.title(ticket.severity, language),
        level=Code(code=ticket.level, title=classes.title(ticket.level, language))
        if ticket.level
        else None,
        is_classified=ticket.classified_at is not None,
        serial_number=ticket.serial_number,
        team=str(ticket.team) if inside and ticket.team else None,
        tags=[str(tag) for tag in ticket.tags.all()] if inside else None,
        is_restricted=ticket.is_restricted if inside else None,
        merged_into=_merged_into(ticket, caller),
        entitlement=_entitlement(ticket, inside=inside),
        refusal=_refusal(ticket),
        cost=f"{line.label}: {line.value}. {line.why}".strip() if line else "",
        read_at=at,
        clocks=clocks_of(ticket, caller, at=at),
    )


def clocks_of(ticket: Ticket, caller: Caller, *, at: datetime) -> list[Clock]:
    """Every promise on `ticket`, read at `at`."""
    home, names = ZoneInfo(caller.user.time_zone), names_of(ticket)
    person = str(ticket.assignee or "")
    return [clock_of(each, home, names, person) for each in readings_of(ticket, now=at)]


def _facts(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "state": ticket.state,
        "type": ticket.type,
        "severity": ticket.severity,
        "language": ticket.language,
        "channel": ticket.channel,
        "product": ticket.product.code if ticket.product else None,
        "organisation": str(ticket.organisation) if ticket.organisation else None,
        "contact": str(ticket.contact),
        "assignee": str(ticket.assignee) if ticket.assignee else None,
        "submitted_at": ticket.submitted_at,
        "resolved_at": ticket.resolved_at,
        "closed_at": ticket.closed_at,
        "next_promise": NextPromise(
            metric=ticket.next_metric,
            state=ticket.next_state,
            binding=ticket.next_binding,
            due_at=ticket.next_due_at,
        )
        if ticket.next_metric
        else None,
    }


def _entitlement(ticket: Ticket, *, inside: bool) -> Entitlement:
    trace = ticket.entitlement
    full = verdict(trace)
    return Entitlement(
        covered=bool(trace.get("agreement")) and not trace.get("refusal"),
        agreement=trace.get("agreement") or None,
        version=trace.get("number"),
        sha256=trace.get("sha256") or None,
        sentence=full.answer if inside else verdict_to_customer(trace),
        reasons=[each.text for each in full.reasons] if inside else [],
    )


def _refusal(ticket: Ticket) -> Refusal | None:
    found = refusal_of(ticket)
    if found is None or found.is_declined:
        return None
    return Refusal(code=found.code, sentence=because(found))


def _merged_into(ticket: Ticket, caller: Caller) -> int | None:
    """The other request's number, where the caller may see that one."""
    other = ticket.merged_into
    if other is None:
        return None
    return other.number if tickets_visible_to(caller.user).filter(pk=other.pk).exists() else None
