"""What a request's agreement says about it: classes, promises, and when the next one is near."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.queries import InForce
from puntuale.apps.agreements.terms import document_of, terms_in_force
from puntuale.apps.partners.queries import partner_for
from puntuale.apps.tickets.history import MOVING, clock_events
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.history import Cause, Classified, Event, SeverityChanged
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.agreements.words import in_words_of, known_word


@dataclass(frozen=True, slots=True)
class Classes:
    """The types, severities and levels of an agreement with their titles by language.

    None of a kind means that the agreement uses none. `ending` are types that nobody chooses:
    a request gets them when it is not taken on (actions/refusing.py).
    """

    types: Mapping[str, Mapping[str, str]]
    severities: Mapping[str, Mapping[str, str]]
    levels: Mapping[str, Mapping[str, str]]
    restricted_types: frozenset[str] = frozenset()
    ending: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def allows(self, *, type: str, severity: str) -> bool:  # noqa: A002
        """Whether the agreement names each of them, or uses none of its kind."""
        return self._knows(type, self.types) and self._knows(severity, self.severities)

    def is_restricted(self, type: str) -> bool:  # noqa: A002
        """Whether requests of this type are for the restricted group only."""
        return type in self.restricted_types

    def title(self, code: str, language: str) -> str:
        """What people call a type, severity or level; its code where it has no title."""
        for kind in (self.types, self.severities, self.levels, self.ending):
            if code in kind:
                titles = kind[code]
                return titles.get(language) or titles.get("en") or code
        return code

    def named(self, kind: Mapping[str, Mapping[str, str]], language: str) -> list[tuple[str, str]]:
        """Each code of a kind with its title, for a list to choose from."""
        return [(code, f"{code} · {self.title(code, language)}") for code in kind]

    @staticmethod
    def _knows(code: str, known: Mapping[str, Mapping[str, str]]) -> bool:
        return code in known if known else not code


NONE = Classes({}, {}, {})


def classes_of(ticket: Ticket) -> Classes:
    """The classes that `ticket` can have under its agreement."""
    return classes_under(ticket.version) if ticket.version else NONE


def classes_under(version: AgreementVersion) -> Classes:
    """The classes that a version in force names."""
    document = document_of(version)
    return Classes(
        types={code: row.title for code, row in document.types.items() if not row.is_terminal},
        severities={code: row.title for code, row in document.severities.items()},
        levels={code: row.title or {} for code, row in document.levels.items()},
        restricted_types=frozenset(
            code for code, row in document.types.items() if row.is_restricted
        ),
        ending={code: row.title for code, row in document.types.items() if row.is_terminal},
    )


def terms_for(ticket: Ticket, in_force: InForce | None = None) -> Terms | None:
    """The terms under which `ticket` runs; None where no agreement applies."""
    if ticket.version is None:
        return None
    return terms_in_force(ticket.version, (in_force or InForce()).closures)


def request_of(ticket: Ticket, events: Sequence[TicketEvent], terms: Terms) -> Request:
    """The request as it came: what it was classified as later stands in its history."""
    submitted = next((row for row in events if row.kind == TicketEvent.Kind.SUBMITTED), None)
    proposed = submitted.data if submitted else {}
    return Request(
        ticket.submitted_at,
        ticket.channel,
        Classification(
            known_word(proposed.get("type"), terms.types),
            known_word(proposed.get("severity"), terms.severities),
            terms.first_level,
        ),
        (ticket.coverage.deployment or None) if ticket.coverage else None,
    )


def waiting_stops_the_clock(ticket: Ticket) -> bool:
    """Whether the agreement of `ticket` lets its clock stand still until the customer answers."""
    return Ticket.State.WAITING_CUSTOMER.value in pauses_of(ticket)


def pauses_of(ticket: Ticket) -> frozenset[str]:
    """The waits that stop the clock under the agreement of `ticket`."""
    pauses = document_of(ticket.version).clock.pause_while if ticket.version else ()
    return frozenset(map(str, pauses))


def readings_of(
    ticket: Ticket,
    *,
    now: datetime,
    history: Sequence[TicketEvent] | None = None,
    supposing: Sequence[Event] = (),
    terms: Terms | None = None,
) -> tuple[Reading, ...]:
    """Every promise on `ticket` as it stands at `now`; `supposing` what has not happened (yet).

    `history` is all that happened to it, in its sequence, and `terms` are those under which it
    runs, where the caller has read them.
    """
    terms = terms or terms_for(ticket)
    if terms is None:
        return ()
    if history is None:
        kinds = (TicketEvent.Kind.SUBMITTED, *MOVING)
        history = list(ticket.events.filter(kind__in=kinds).order_by("sequence"))
    events = [*in_order_of_time(clock_events(history)), *supposing]
    known = [each for event in events if (each := in_words_of(terms, event)) is not None]
    return read_clocks(terms, request_of(ticket, history, terms), known, now)


def waiting_for_a_date(readings: Iterable[Reading]) -> dict[str, Reading]:
    """By metric, the promises that are open and due when the vendor says, named already or not."""
    return {
        each.metric.value: each
        for each in readings
        if each.target.within.waits_for is not None and not each.state.is_over
    }


def expects_freely(metric: str, readings: Iterable[Reading]) -> bool:
    """Whether a date may be named that nobody promised: of a solution, where none is promised."""
    return metric == Metric.RESOLUTION and all(
        each.metric is not Metric.RESOLUTION for each in readings
    )


def expected_freely(
    ticket: Ticket,
    readings: Iterable[Reading],
    *,
    history: Iterable[TicketEvent] | None = None,
) -> datetime | None:
    """When `ticket` is expected to be solved, where that was named and is no promise at all.

    `history` is all that happened to it, in its sequence, where the caller has read it.
    """
    if not expects_freely(Metric.RESOLUTION, readings):
        return None
    if history is None:
        history = ticket.events.filter(kind=TicketEvent.Kind.PROMISED).order_by("sequence")
    named = [
        event.data["due_at"]
        for event in history
        if event.kind == TicketEvent.Kind.PROMISED
        and event.data["metric"] == Metric.RESOLUTION.value
    ]
    return datetime.fromisoformat(named[-1]) if named else None


def supposed_change(
    ticket: Ticket,
    *,
    type: str,  # noqa: A002 - the field's own name
    severity: str,
    cause: str,
    at: datetime,
) -> Event:
    """The event that `classify` would append to the history of `ticket`."""
    if cause_of(ticket, type=type, cause=cause) == Cause.EVOLUTION:
        return SeverityChanged(at, severity, Cause.EVOLUTION)
    return Classified(at, Classification(type or None, severity or None))


def cause_of(ticket: Ticket, *, type: str, cause: str) -> Cause:  # noqa: A002
    """What a change of class counts as: only the severity of a classified request evolves."""
    may_evolve = ticket.classified_at is not None and ticket.type == type and ticket.severity
    return Cause(cause) if may_evolve else Cause.CORRECTION


def must_be_accepted(ticket: Ticket) -> bool:
    """Whether the agreement wants a decision to take `ticket` on, and nobody has made it."""
    if ticket.version is None or ticket.taken_at is not None or not ticket.is_open:
        return False
    return document_of(ticket.version).triage.accept_required


def is_best_effort(ticket: Ticket) -> bool:
    """Whether the agreement says that a good end is not promised."""
    return ticket.version is not None and document_of(ticket.version).is_best_effort


def cause_by_default(ticket: Ticket) -> Cause:
    """What a change of severity is taken for where nobody says otherwise: the document's choice."""
    if ticket.version is None or ticket.classified_at is None:
        return Cause.CORRECTION
    return Cause(document_of(ticket.version).clock.retarget)


def side_of(ticket: Ticket) -> Ticket.Side:
    """Who has to act: the partner, while the request is with a level that the partner gives.

    So it is with an enquiry that was handed to a partner.

    Where nobody looks after the customer (any more) it is the vendor, whatever the level.
    """
    if ticket.handed_to_id is not None:
        return Ticket.Side.PARTNER
    if ticket.version is None:
        return Ticket.Side.VENDOR
    level = document_of(ticket.version).levels.get(ticket.level)
    if level is None or str(level.by) == Ticket.Side.VENDOR:
        return Ticket.Side.VENDOR
    partner = partner_for(ticket.organisation, ticket.product)
    return Ticket.Side.VENDOR if partner is None else Ticket.Side.PARTNER


def in_order_of_time(events: Sequence[Event]) -> list[Event]:
    """`events` with instants that never step back, as the server's clock may have done."""
    ordered: list[Event] = []
    for event in events:
        if ordered and event.at < ordered[-1].at:
            event = replace(event, at=ordered[-1].at)
        ordered.append(event)
    return ordered
