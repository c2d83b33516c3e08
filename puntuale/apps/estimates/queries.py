"""Which estimate counts on a request, and who may see and decide it."""

from datetime import datetime

from django.db.models import Q, QuerySet

from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.tickets.models import Ticket
from puntuale.core.charges import estimate as core
from puntuale.core.charges.money import Money
from puntuale.core.working_time.instants import SECOND_MICROSECONDS

State = Estimate.State


def accepted_estimate(ticket: Ticket) -> core.Estimate | None:
    """What the customer of `ticket` has accepted, as charges are rated by it."""
    rows = Estimate.objects.filter(ticket=ticket, state=State.ACCEPTED)
    row = rows.only("effort_minutes", "amount_minor", "currency", "package_seconds").first()
    return None if row is None else as_accepted(row)


def as_accepted(row: Estimate) -> core.Estimate:
    """From a record to the value that rating reads."""
    seconds = row.package_seconds
    return core.Estimate(
        minutes=row.effort_minutes,
        amount=Money(row.amount_minor, row.currency),
        package_time=None if seconds is None else seconds * SECOND_MICROSECONDS,
    )


def estimates_of(ticket: Ticket) -> QuerySet[Estimate]:
    """What was offered on `ticket`, drafts as well, the latest first."""
    related = ("version__agreement", "made_by", "decided_by_contact", "decided_by_user")
    return Estimate.objects.filter(ticket=ticket).select_related(*related).order_by("-revision")


def estimates_sent(ticket: Ticket) -> QuerySet[Estimate]:
    """What its customer has been told, the latest first: never a draft."""
    return estimates_of(ticket).exclude(state=State.DRAFT)


def deciders_of(ticket: Ticket) -> list[Contact]:
    """Whoever may commit the organisation that asked; a person without one only themselves."""
    whose = Q(pk=ticket.contact_id)
    if ticket.organisation_id is not None:
        whose = Q(organisation=ticket.organisation_id)
    return list(Contact.objects.filter(whose, may_spend=True, left_at=None).order_by("pk"))


def may_decide(contact: Contact, ticket: Ticket) -> bool:
    """Whether `contact` may accept or decline what is offered on `ticket`, as things stand now."""
    return contact.pk in {each.pk for each in deciders_of(ticket)}


def estimates_to_expire(at: datetime) -> QuerySet[Estimate]:
    """What still waits although its last day is over."""
    over = Estimate.objects.filter(state=State.SENT, expires_at__lte=at)
    return over.select_related("ticket").order_by("expires_at", "pk")


def estimates_seen_by(contact: Contact) -> QuerySet[Estimate]:
    """What `contact` may read: on one's own requests, and of the organisation that one spends for.

    Whoever only reads along on a request sees none of its prices.
    """
    own = Q(ticket__contact=contact)
    if contact.organisation_id is not None and (contact.may_spend or contact.sees_colleagues):
        own |= Q(ticket__organisation=contact.organisation_id)
    related = ("ticket__contact", "ticket__organisation", "version__agreement")
    people = ("decided_by_contact", "decided_by_user", "made_by")
    told = Estimate.objects.filter(own).exclude(state=State.DRAFT)
    return told.select_related(*related, *people).order_by("-ticket", "-revision")


def decisions_awaited_from(contact: Contact, at: datetime) -> QuerySet[Estimate]:
    """What `contact` can accept or decline at `at`, what runs out first before the rest."""
    if not contact.may_spend:
        return Estimate.objects.none()
    waiting = estimates_seen_by(contact).filter(state=State.SENT, expires_at__gt=at)
    return waiting.filter(ticket__closed_at=None, ticket__resolved_at=None).order_by("expires_at")


def revision_accepted(ticket: Ticket) -> int | None:
    """Which revision counts on `ticket` now."""
    accepted = Estimate.objects.filter(ticket=ticket, state=State.ACCEPTED)
    return accepted.values_list("revision", flat=True).first()
