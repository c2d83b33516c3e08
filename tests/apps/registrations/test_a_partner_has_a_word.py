"""K-09: the vendor decides on whoever waits, or the partner of the customer whom it concerns."""

import uuid

import pytest

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.catalogue.models import Licence
from puntuale.apps.customers.models import Contact
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.registrations.actions import accept_registration, refuse_registration
from puntuale.apps.registrations.errors import AlreadyDecided, NotYours
from puntuale.apps.registrations.models import Registration
from puntuale.apps.registrations.queries import registrations_to_decide
from tests.apps.partners.reseller import a_partner
from tests.apps.registrations.newcomers import registers
from tests.cast import NOON, Cast, in_force

SERIAL_OF_BREMBO = "OS-1234-5678"


@pytest.fixture
def version(cast: Cast) -> AgreementVersion:
    return in_force("direct-support").versions.get()


@pytest.fixture
def adria(cast: Cast) -> User:
    return a_partner("Adria", cast.brembo)


@pytest.fixture
def waits(version: AgreementVersion) -> Registration:
    """Sara of nobody knows where, with the serial number of Brembo."""
    return registers(version, serial_number=SERIAL_OF_BREMBO)


def test_a_partner_takes_somebody_into_its_customer(
    cast: Cast, adria: User, waits: Registration
) -> None:
    assert list(registrations_to_decide(adria)) == [waits]

    accept_registration(waits, cast.brembo, by=adria, at=NOON)

    waits.refresh_from_db()
    assert (waits.state, waits.decided_by_user) == (Registration.State.DONE, adria)
    assert Contact.objects.get(email="sara@sartor.example").organisation == cast.brembo
    with pytest.raises(AlreadyDecided):
        refuse_registration(waits, by=cast.elena, at=NOON)


def test_it_sees_and_decides_what_concerns_its_own_customers_alone(
    cast: Cast, adria: User, waits: Registration, version: AgreementVersion
) -> None:
    unknown = registers(version, serial_number="OS-9999", email="l@galli.example", company="Galli")
    of_alpine = registers(version, email="luka@alpine.example", company="Alpine")

    assert list(registrations_to_decide(adria)) == [waits]
    assert set(registrations_to_decide(cast.elena)) == {waits, unknown, of_alpine}
    for foreign in (unknown, of_alpine):
        with pytest.raises(NotYours):
            refuse_registration(foreign, by=adria, at=NOON)


def test_it_takes_nobody_into_another_company_nor_makes_a_new_one(
    cast: Cast, adria: User, waits: Registration
) -> None:
    for organisation in (cast.alpine, None):
        with pytest.raises(NotYours):
            accept_registration(waits, organisation, by=adria, at=NOON)

    waits.refresh_from_db()
    assert waits.state == Registration.State.PENDING


def test_whoever_is_known_to_be_elsewhere_is_the_vendor_s_to_decide(
    cast: Cast, adria: User, version: AgreementVersion
) -> None:
    """Somebody of Alpine typed the serial number of Brembo: to its partner Alpine does not exist."""
    waits = registers(version, email=cast.maja.email, serial_number=SERIAL_OF_BREMBO)

    assert waits.organisation == cast.brembo
    assert not registrations_to_decide(adria)
    assert list(registrations_to_decide(cast.elena)) == [waits]


def test_of_some_products_it_decides_by_their_serial_numbers(
    cast: Cast, version: AgreementVersion
) -> None:
    adria = a_partner("Adria", cast.brembo, products=(cast.planner,))
    dinamo = a_partner("Dinamo", cast.brembo, products=(cast.portal,))
    waits = registers(version, serial_number=SERIAL_OF_BREMBO)
    registers(version, key=uuid.uuid4(), email="luca@brembo.example")

    assert list(registrations_to_decide(adria)) == [waits]
    assert not registrations_to_decide(dinamo)


def test_a_customer_moved_away_meanwhile_is_decided_by_the_partner_no_more(
    cast: Cast, adria: User, waits: Registration
) -> None:
    seen = registrations_to_decide(adria).get()
    PartnerLink.objects.update(is_in_force=False, ended_at=NOON)

    with pytest.raises(NotYours):
        accept_registration(seen, cast.brembo, by=adria, at=NOON)
    assert Licence.objects.get(serial_number=SERIAL_OF_BREMBO).holder == cast.brembo
    assert not Contact.objects.get(email="sara@sartor.example").organisation
