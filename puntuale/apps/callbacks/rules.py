"""What the agreement of a request says about calls, on the customer's own clock."""

from zoneinfo import ZoneInfo

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.calling import CallRules, call_rules

EVERYWHERE = "Europe/Rome"
BY_TELEPHONE = (Callback.Medium.VOICE,)


def rules_for(ticket: Ticket) -> CallRules:
    """The rules of the request's agreement; the usual ones where it has none."""
    document = document_of(ticket.version) if ticket.version else None
    return call_rules(document.callback if document else None)


def offers_calls(ticket: Ticket) -> bool:
    """Whether the agreement speaks of calls: only then the customer is offered one."""
    return ticket.version is not None and document_of(ticket.version).callback is not None


def media_of(ticket: Ticket) -> tuple[Callback.Medium, ...]:
    """In which ways the agreement lets the two talk; by telephone where it says nothing of it."""
    row = document_of(ticket.version).callback if ticket.version else None
    return tuple(map(Callback.Medium, map(str, row.media))) if row and row.media else BY_TELEPHONE


def begins_with_call(ticket: Ticket) -> bool:
    """Whether the agreement promises a call for every request, not only for those that ask."""
    row = document_of(ticket.version).callback if ticket.version else None
    return row is not None and row.initiated_by is not None


def zone_of_customer(ticket: Ticket) -> ZoneInfo:
    """Whose quiet hours count: the person's own, else the company's."""
    contact, organisation = ticket.contact, ticket.organisation
    if contact.user is not None:
        return ZoneInfo(contact.user.time_zone)
    return ZoneInfo(organisation.time_zone if organisation else EVERYWHERE)
