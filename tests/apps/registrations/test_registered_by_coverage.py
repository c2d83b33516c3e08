"""End users with the upgrade subscription are registered automatically, once."""

from datetime import date

from puntuale.apps.agreements.models import Coverage
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.jobs.models import Job
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.registrations.by_coverage import register_covered
from puntuale.apps.registrations.models import Registration
from puntuale.interfaces.worker.partners import handle
from tests.apps.partners.reseller import TODAY, sold_upgrades
from tests.cast import NOON, Cast, in_force


def sold(cast: Cast, **facts: object) -> Coverage:
    in_force("direct-support")
    partner = Organisation.objects.create(name="Adria", is_partner=True)
    sold_upgrades(cast, partner=partner, **facts)
    return Coverage.objects.get(agreement__code="upgrade-premium")


def mails() -> int:
    return Job.objects.filter(kind="mail.registered").count()


def test_a_coverage_that_begins_registers_its_customer(cast: Cast) -> None:
    coverage = sold(cast)

    assert register_covered(coverage, today=TODAY, at=NOON)

    row = Registration.objects.get()
    assert (row.state, row.contact, row.organisation) == ("done", cast.giulia, cast.brembo)
    opened = Coverage.objects.get(agreement__code="direct-support")
    assert opened.organisation == cast.brembo
    assert mails() == 1
    assert Job.objects.filter(kind="registration.gift").count() == 1


def test_once_however_often_it_is_looked_at_or_renewed(cast: Cast) -> None:
    coverage = sold(cast, ends_on=date(2026, 12, 31))
    register_covered(coverage, today=TODAY, at=NOON)
    renewed = Coverage.objects.create(
        organisation=cast.brembo,
        agreement=coverage.agreement,
        partner=coverage.partner,
        starts_on=date(2026, 11, 1),
    )

    for each in (coverage, renewed):
        assert not register_covered(each, today=TODAY, at=NOON)

    assert mails() == 1
    assert Coverage.objects.filter(agreement__code="direct-support").count() == 1


def test_not_before_it_begins_nor_without_anybody_to_write_to(cast: Cast) -> None:
    coverage = sold(cast)

    assert not register_covered(coverage, today=date(2025, 12, 31), at=NOON)
    Contact.objects.filter(organisation=cast.brembo).update(left_at=NOON)
    assert not register_covered(coverage, today=TODAY, at=NOON)
    Contact.objects.filter(organisation=cast.brembo).update(left_at=None)
    assert register_covered(coverage, today=TODAY, at=NOON)


def test_who_is_registered_already_is_not_welcomed_again(cast: Cast) -> None:
    coverage = sold(cast)
    register_covered(coverage, today=TODAY, at=NOON)
    Registration.objects.update(key="7d3f1b9e-6a0e-4b0c-9a52-0c9a4b1f2d33")

    handle({}, at=NOON)

    assert Registration.objects.count() == 1


def test_whoever_sold_it_looks_after_the_customer(cast: Cast) -> None:
    coverage = sold(cast)

    handle({}, at=NOON)

    link = PartnerLink.objects.get()
    assert (link.partner, link.organisation) == (coverage.partner, cast.brembo)
    assert link.is_in_force
