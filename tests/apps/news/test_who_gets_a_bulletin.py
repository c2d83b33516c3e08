"""Whom a bulletin is for, each once; and who of them gets it by mail."""

import uuid
from datetime import date, timedelta

import pytest

from puntuale.apps.agreements.closures import announce_closure
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.consents import record_consent
from puntuale.apps.customers.models import Contact
from puntuale.apps.news.actions import write_bulletin
from puntuale.apps.news.audience import people_for, readers_of
from puntuale.apps.news.models import Bulletin
from puntuale.apps.registrations.models import Registration
from tests.apps.news.bulletins import WORDS
from tests.cast import NOON, Cast, covered, in_force, rome

About = Bulletin.About


def registered(contact: Contact, agreement: Agreement) -> None:
    version = agreement.versions.get()
    Registration.objects.create(
        key=uuid.uuid4(),
        email=contact.email,
        name=contact.name,
        company=str(contact.organisation),
        language="en",
        version=version,
        terms_sha256=version.sha256,
        made_at=NOON,
        proved_at=NOON,
        decided_at=NOON,
        state=Registration.State.DONE,
        contact=contact,
        organisation=contact.organisation,
    )


def agreed(*people: Contact) -> None:
    for each in people:
        record_consent(each, is_given=True, source="profile", at=NOON)


@pytest.fixture
def direct(cast: Cast) -> Agreement:
    return in_force("direct-support")


def bulletin(cast: Cast, **facts: object) -> Bulletin:
    return write_bulletin(None, WORDS | facts, by=cast.elena, at=NOON)


def test_news_go_to_registered_users_who_agreed(cast: Cast, direct: Agreement) -> None:
    registered(cast.maja, direct)
    registered(cast.giulia, direct)
    agreed(cast.maja)

    news = bulletin(cast)

    assert set(people_for(news, at=NOON)) == {cast.maja, cast.giulia}
    assert list(readers_of(news, at=NOON)) == [cast.maja]


def test_consent_that_was_taken_back_is_none(cast: Cast, direct: Agreement) -> None:
    registered(cast.maja, direct)
    agreed(cast.maja)
    record_consent(cast.maja, is_given=False, source="mail", at=NOON)

    assert not readers_of(bulletin(cast), at=NOON)


def test_news_of_a_product_go_to_those_who_have_a_licence_of_it(
    cast: Cast, direct: Agreement
) -> None:
    registered(cast.maja, direct)
    registered(cast.giulia, direct)

    suite = bulletin(cast, products=Product.objects.filter(code="suite"))

    # Tessitura Brembo holds a licence of the suite.
    assert list(people_for(suite, at=NOON)) == [cast.giulia]


def test_whoever_only_knows_us_gets_no_news(cast: Cast) -> None:
    agreed(cast.maja, cast.giulia)

    assert not people_for(bulletin(cast), at=NOON)


def test_several_paths_lead_to_one_person_once(cast: Cast, direct: Agreement) -> None:
    registered(cast.maja, direct)
    suite = in_force("suite-sla")
    covered(cast.alpine, suite)
    covered(cast.alpine, direct)
    agreed(cast.maja)

    news = bulletin(cast, agreements=Agreement.objects.all())

    assert list(readers_of(news, at=NOON)) == [cast.maja]


def test_a_coverage_that_is_over_or_suspended_leads_nowhere(cast: Cast) -> None:
    suite = in_force("suite-sla")
    over = covered(cast.alpine, suite, ends_on=NOON.date().replace(day=1))
    covered(cast.brembo, suite, suspended_at=NOON)

    news = bulletin(cast, is_to_registered=False, agreements=[suite])

    assert not people_for(news, at=NOON)
    over.ends_on = NOON.date()
    over.save()
    assert list(people_for(news, at=NOON)) == [cast.maja]


def test_a_coverage_begins_and_ends_with_the_days_of_the_vendor(cast: Cast) -> None:
    suite, midnight = in_force("suite-sla"), rome("2026-11-24 00:00")
    covered(cast.alpine, suite, ends_on=date(2026, 11, 23))
    begins = covered(cast.brembo, suite)
    begins.starts_on = date(2026, 11, 24)
    begins.save()

    news = bulletin(cast, is_to_registered=False, agreements=[suite])

    assert list(people_for(news, at=midnight - timedelta(minutes=1))) == [cast.maja]
    assert list(people_for(news, at=midnight)) == [cast.giulia]


def test_planned_maintenance_asks_nobody_whether_they_agreed(cast: Cast) -> None:
    suite = in_force("suite-sla")
    covered(cast.brembo, suite)

    told = bulletin(cast, about=About.MAINTENANCE, is_to_registered=False, agreements=[suite])

    assert list(readers_of(told, at=NOON)) == [cast.giulia]


def test_a_closure_touches_those_whose_agreement_it_closes(cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"))
    covered(cast.alpine, in_force("direct-support"))
    day = NOON.date().replace(day=30)
    closure = announce_closure(code="strike", first_date=day, last_date=day, by=cast.elena, at=NOON)

    told = bulletin(cast, about=About.CLOSURE, closure=closure, is_to_registered=False)

    assert list(readers_of(told, at=NOON)) == [cast.giulia]


def test_who_has_left_is_told_nothing(cast: Cast, direct: Agreement) -> None:
    registered(cast.maja, direct)
    agreed(cast.maja)
    Contact.objects.filter(pk=cast.maja.pk).update(left_at=NOON)

    assert not people_for(bulletin(cast), at=NOON)
