"""Under which agreement people register, and which registrations wait for whom."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.queries import versions_in_force
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Contact
from puntuale.apps.partners.queries import is_looked_after
from puntuale.apps.registrations.models import Registration

ON_ACTIVATION = "activation"


def registration_open_under(at: datetime) -> AgreementVersion | None:
    """The version whose form stands open: the first agreement, by precedence, that asks for one."""
    agreements = Agreement.objects.values_list("pk", flat=True)
    offering = [
        version
        for version in versions_in_force(agreements, at).values()
        if (row := document_of(version).registration) and row.requires and row.when is None
    ]
    return max(
        offering,
        key=lambda version: (document_of(version).header.precedence, -version.agreement_id),
        default=None,
    )


def registrations_waiting() -> QuerySet[Registration]:
    """Whoever waits for somebody's word, the longest first."""
    waiting = Registration.objects.filter(state=Registration.State.PENDING)
    return waiting.select_related("organisation", "licence__product").order_by("pk")


def registrations_to_decide(user: User) -> QuerySet[Registration]:
    """Those on which `user` has a word: all of them, or who says they are of a partner's customer.

    Whoever is known to be somewhere else, and whatever is about a product that the partner does
    not look after, is the vendor's alone.
    """
    waiting = registrations_waiting()
    if user.is_of_vendor:
        return waiting
    of_it = Q(contact__organisation=None) | Q(contact__organisation=F("organisation"))
    return waiting.filter(of_it, is_looked_after(user, product="licence__product"))


def colleagues_waiting(contact: Contact) -> QuerySet[Registration]:
    """For whoever speaks for a company: who says they are of it."""
    if contact.organisation_id is None or not contact.sees_colleagues:
        return Registration.objects.none()
    return registrations_waiting().filter(organisation=contact.organisation_id)
