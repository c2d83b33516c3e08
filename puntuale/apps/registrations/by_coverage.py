"""Whoever is covered by an agreement that registers its users is registered without asking."""

import uuid
from datetime import date, datetime

from django.db import transaction

from puntuale.apps.agreements.coverages import Standing, standing_on
from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.queries import version_in_force
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.customers.queries import spenders
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.partners.actions import keep_link
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.registrations.actions import cover
from puntuale.apps.registrations.models import Registration
from puntuale.apps.registrations.queries import ON_ACTIVATION, registration_open_under

# One registration for each customer, whichever coverage came first and however often it is renewed.
BY_COVERAGE = uuid.UUID("5ec3a5f0-9a2c-4c53-8a0e-0d4f2e6d5a11")


@transaction.atomic
def register_covered(coverage: Coverage, *, today: date, at: datetime) -> bool:
    """Register the customer of an active `coverage`, where its agreement says so; whether it was now.

    They are covered by what registering opens, get its first coupon and one welcome mail, each
    once. The partner who sold it looks after them. Without anybody to write to it waits.
    """
    version = version_in_force(coverage.agreement_id, at)
    if version is None or not _registers(version):
        return False
    if standing_on(coverage, today) is not Standing.ACTIVE:
        return False
    customer = Organisation.objects.select_for_update().get(pk=coverage.organisation_id)
    _looked_after(coverage, today=today, at=at)
    contact = _somebody_of(customer)
    if contact is None or _is_registered(customer):
        return False
    opens = registration_open_under(at)
    if opens is not None:
        cover(customer, opens, at)
    row = _registered(customer, contact, opens or version, at=at)
    enqueue("registration.gift", {"organisation_id": customer.pk}, at=at)
    enqueue("mail.registered", {"registration_id": row.pk}, at=at)
    return True


def is_by_coverage(registration: Registration) -> bool:
    """Whether nobody asked: the customer's coverage registered it."""
    return registration.key == uuid.uuid5(BY_COVERAGE, str(registration.organisation_id))


def _registers(version: AgreementVersion) -> bool:
    row = document_of(version).registration
    return row is not None and row.when is not None and str(row.when) == ON_ACTIVATION


def _is_registered(customer: Organisation) -> bool:
    done = Registration.objects.filter(organisation=customer, state=Registration.State.DONE)
    return done.exists()


def _somebody_of(customer: Organisation) -> Contact | None:
    """Whoever may decide, else whoever is known for longest."""
    people = Contact.objects.filter(organisation=customer, left_at=None).order_by("pk")
    return spenders(customer).first() or people.first()


def _registered(
    customer: Organisation, contact: Contact, version: AgreementVersion, *, at: datetime
) -> Registration:
    return Registration.objects.create(
        key=uuid.uuid5(BY_COVERAGE, str(customer.pk)),
        email=contact.email,
        name=contact.name or contact.email,
        phone=contact.phone,
        company=customer.name,
        address=customer.address,
        country=customer.country,
        language=contact.language or customer.language,
        version=version,
        terms_sha256=version.sha256,
        made_at=at,
        # Nobody had to prove an address: the contract names the customer.
        proved_at=at,
        state=Registration.State.DONE,
        contact=contact,
        organisation=customer,
        decided_at=at,
    )


def _looked_after(coverage: Coverage, *, today: date, at: datetime) -> None:
    """Whoever sold the coverage looks after its customer, unless somebody does."""
    partner, customer = coverage.partner, coverage.organisation
    if partner is None or not partner.is_partner or partner == customer:
        return
    if not PartnerLink.objects.filter(organisation=customer).exists():
        link = PartnerLink(partner=partner, organisation=customer, starts_on=today)
        keep_link(link, list(coverage.products.all()), today=today, at=at)
