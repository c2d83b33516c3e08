"""What is known of a person, as values that another program can read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from puntuale.apps.access.models import Opening
from puntuale.apps.accounts.models import ApiToken
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.customers.models import Consent, Contact, DeclinedMail
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.privacy.people import contact_tickets, files_of, requests_of, words_of
from puntuale.apps.registrations.models import Registration
from puntuale.apps.sales.models import Purchase
from puntuale.apps.tickets.models import Message, Ticket


def told_of(contact: Contact) -> dict[str, Any]:
    """Everything that is the person's, and nothing of anybody else; notes of the desk are its own."""
    return {
        "person": _person(contact),
        "consents": _rows(
            Consent.objects.filter(contact=contact), "about", "is_given", "at", "source"
        ),
        "mails_declined": _rows(DeclinedMail.objects.filter(contact=contact), "topic", "at"),
        "registrations": _rows(
            Registration.objects.filter(Q(contact=contact) | Q(email__iexact=contact.email)),
            *("email", "name", "phone", "company", "address", "country", "serial_number"),
            *("terms_sha256", "state"),
        ),
        "requests": [_request(ticket) for ticket in requests_of(contact).order_by("pk")],
        "read_along_on": list(
            Ticket.objects.filter(pk__in=contact_tickets(contact))
            .order_by("pk")
            .values_list("number", flat=True)
        ),
        "written_on_requests_of_others": _rows(
            words_of(contact).exclude(ticket__contact=contact),
            *("ticket__number", "written_at", "text"),
        ),
        "files": _rows(
            files_of(contact), "key", "name", "content_type", "size", "created_at", "ticket__number"
        ),
        "calls": _rows(
            Callback.objects.filter(by_contact=contact), "phone", "note", "requested_at", "state"
        ),
        "estimates_decided": _rows(
            Estimate.objects.filter(decided_by_contact=contact),
            *("ticket__number", "revision", "state", "decided_at", "decided_name"),
        ),
        "orders": _rows(
            Purchase.objects.filter(ordered_by__contact=contact),
            *("reference", "item", "ordered_at", "state"),
        ),
    }


def _person(contact: Contact) -> dict[str, Any]:
    user = contact.user
    facts: dict[str, Any] = {
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "language": contact.language,
        "organisation": contact.organisation.name if contact.organisation else None,
        "may_accept_estimates": contact.may_spend,
        "sees_requests_of_colleagues": contact.sees_colleagues,
        "known_since": contact.created_at,
        "left_at": contact.left_at,
    }
    if user is not None:
        facts |= {
            "time_zone": user.time_zone,
            "last_signed_in": user.last_login,
            "tokens": _rows(ApiToken.objects.filter(user=user), "name", "made_at", "expires_at"),
        }
    return facts


def _request(ticket: Ticket) -> dict[str, Any]:
    public = ticket.messages.exclude(kind=Message.Kind.NOTE).order_by("written_at", "pk")
    openings = Opening.objects.filter(ticket=ticket).order_by("pk")
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "submitted_at": ticket.submitted_at,
        "closed_at": ticket.closed_at,
        "state": ticket.state,
        "serial_number": ticket.serial_number,
        "messages": [
            # Of colleagues and the desk it is told that they wrote; their words are on the page.
            {"at": row.written_at, "kind": row.kind, "text": row.text}
            for row in public
            if row.kind == Message.Kind.AGENT or row.by_contact_id == ticket.contact_id
        ],
        "opened_by_the_desk": _rows(openings, "at", "by__name", "what", "why", "reason__text"),
    }


def _rows(rows: Any, *names: str) -> list[dict[str, Any]]:
    values: Iterable[dict[str, Any]] = rows.order_by("pk").values(*names)
    return [{name.replace("__", "_"): value for name, value in row.items()} for row in values]
