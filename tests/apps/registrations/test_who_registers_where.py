"""Whose somebody is who registers: by a rule, or by somebody's word."""

import uuid

import pytest

from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.catalogue.models import Licence
from puntuale.apps.customers.consents import has_agreed, record_consent
from puntuale.apps.customers.models import Consent, Contact, Organisation
from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.models import COUPON, Account, Lot
from puntuale.apps.registrations.actions import (
    PROOF_LASTS,
    Typed,
    accept_registration,
    ask_to_register,
    make_proof,
    prove,
    refuse_registration,
    registration_behind,
)
from puntuale.apps.registrations.errors import AlreadyDecided, NameTaken
from puntuale.apps.registrations.models import Registration
from puntuale.apps.registrations.queries import colleagues_waiting, registrations_waiting
from puntuale.interfaces.worker import gifts
from tests.apps.catalogue.machines import a_licence
from tests.apps.registrations.newcomers import registers
from tests.cast import NOON, Cast, in_force

State = Registration.State


@pytest.fixture
def version(cast: Cast) -> AgreementVersion:
    return in_force("direct-support").versions.get()


def coupons(organisation: Organisation | None) -> int:
    """What the company holds after the worker has passed."""
    for job in Job.objects.filter(kind="registration.gift"):
        gifts.handle(job.payload, at=NOON)
    lots = Account.objects.filter(organisation=organisation, unit=COUPON, kind=Account.Kind.LOT)
    return sum(lots.values_list("posted", flat=True))


def test_nothing_is_anybody_s_before_the_address_is_proved(
    cast: Cast, version: AgreementVersion
) -> None:
    typed = Typed(
        key=uuid.uuid4(), email="x@sartor.example", name="X", company="Studio Sartor", language="it"
    )

    ask_to_register(typed, version, at=NOON)
    ask_to_register(typed, version, at=NOON)

    assert Registration.objects.get().state == State.SENT
    assert not Organisation.objects.filter(name="Studio Sartor").exists()
    assert not Contact.objects.filter(email="x@sartor.example").exists()
    assert list(Job.objects.values_list("kind", flat=True)) == ["mail.registration"]


def test_a_new_company_is_registered_with_its_first_coupon_and_the_terms_it_accepted(
    cast: Cast, version: AgreementVersion
) -> None:
    """C-43."""
    licence = a_licence(cast.planner, None)

    done = registers(version, serial_number="op 4471 0892 kr")

    sartor, contact = done.organisation, done.contact
    licence.refresh_from_db()
    assert (done.state, done.terms_sha256) == (State.DONE, version.sha256)
    assert (licence.holder, sartor.name) == (sartor, "Studio Sartor")
    assert (contact.organisation, contact.may_spend, contact.sees_colleagues) == (
        sartor,
        True,
        True,
    )
    assert Coverage.objects.get(organisation=sartor).agreement == version.agreement
    assert coupons(sartor) == 1
    assert Lot.objects.get().unit_price == 0
    assert contact.user is None


def test_an_unknown_serial_is_never_stored_and_gives_no_licence(
    cast: Cast, version: AgreementVersion
) -> None:
    """K-08."""
    done = registers(version, serial_number="")

    assert (done.state, done.serial_number, done.licence) == (State.DONE, "", None)
    assert Coverage.objects.filter(organisation=done.organisation).exists()
    assert not Licence.objects.filter(holder=done.organisation).exists()


def test_a_serial_that_somebody_holds_and_one_that_nobody_knows_wait_alike(
    cast: Cast, version: AgreementVersion
) -> None:
    """K-09."""
    taken = registers(version, serial_number="OS-1234-5678")
    unknown = registers(
        version, serial_number="OS-9999", email="luca@galli.example", company="Galli"
    )

    assert taken.state == unknown.state == State.PENDING
    assert taken.organisation == cast.brembo
    assert unknown.organisation is None
    assert taken.contact.organisation is None
    assert not Coverage.objects.exists()
    assert not Lot.objects.exists()
    assert Job.objects.filter(kind="mail.registered").count() == 0


def test_an_address_of_a_company_joins_it_only_where_its_rule_says_so(
    cast: Cast, version: AgreementVersion
) -> None:
    waits = registers(version, email="luka@alpine.example", company="Alpine")
    Organisation.objects.filter(pk=cast.alpine.pk).update(joining=Organisation.Joining.DOMAIN)
    joins = registers(version, email="ana@alpine.example", company="Alpine")
    foreign = registers(version, email="ana@alpine.example.org", company="Alpine d.o.o.")

    assert (waits.state, waits.organisation) == (State.PENDING, cast.alpine)
    assert waits.contact.organisation is None
    assert (joins.state, joins.contact.organisation) == (State.DONE, cast.alpine)
    assert (joins.contact.may_spend, joins.contact.sees_colleagues) == (False, False)
    assert foreign.organisation not in (None, cast.alpine)


def test_a_company_of_the_same_name_is_not_joined_by_typing_it(
    cast: Cast, version: AgreementVersion
) -> None:
    done = registers(version, company="  alpine OPTICS ")

    assert (done.state, done.organisation) == (State.PENDING, cast.alpine)
    assert done.contact.organisation is None


def test_whoever_we_know_already_stays_where_they_are(
    cast: Cast, version: AgreementVersion
) -> None:
    done = registers(version, email="MAJA@alpine.example", name="Mallory", company="Elsewhere")

    assert (done.state, done.organisation, done.contact) == (State.DONE, cast.alpine, cast.maja)
    cast.maja.refresh_from_db()
    assert cast.maja.name == "Maja Kranjc"


def test_whoever_has_left_does_not_come_back_by_themselves(
    cast: Cast, version: AgreementVersion
) -> None:
    Contact.objects.filter(pk=cast.maja.pk).update(left_at=NOON)

    assert registers(version, email=cast.maja.email).state == State.PENDING


def test_the_first_coupon_is_given_once_for_each_company(
    cast: Cast, version: AgreementVersion
) -> None:
    """C-44, R-14."""
    Organisation.objects.filter(pk=cast.alpine.pk).update(joining=Organisation.Joining.DOMAIN)

    for name in ("ana", "luka"):
        registers(version, email=f"{name}@alpine.example")

    assert coupons(cast.alpine) == 1
    assert Coverage.objects.filter(organisation=cast.alpine).count() == 1


def test_somebody_of_the_company_confirms_a_colleague(
    cast: Cast, version: AgreementVersion
) -> None:
    waits = registers(version, email="luka@alpine.example")
    assert not colleagues_waiting(cast.maja)
    Contact.objects.update(sees_colleagues=True)
    cast.maja.refresh_from_db()
    cast.giulia.refresh_from_db()
    assert list(colleagues_waiting(cast.maja)) == [waits]
    assert not colleagues_waiting(cast.giulia)

    accept_registration(waits, cast.alpine, by=cast.maja, at=NOON)

    waits.refresh_from_db()
    assert (waits.state, waits.decided_by_contact) == (State.DONE, cast.maja)
    assert Contact.objects.get(email="luka@alpine.example").organisation == cast.alpine
    with pytest.raises(AlreadyDecided):
        refuse_registration(waits, by=cast.elena, at=NOON)


def test_a_licence_that_somebody_holds_stays_theirs_whatever_the_desk_decides(
    cast: Cast, version: AgreementVersion
) -> None:
    waits = registers(version, serial_number="OS-1234-5678")

    accept_registration(waits, None, by=cast.elena, at=NOON)

    assert Licence.objects.get(serial_number="OS-1234-5678").holder == cast.brembo
    assert Contact.objects.get(email="sara@sartor.example").organisation.name == "Studio Sartor"


def test_a_new_customer_never_gets_the_name_of_another(
    cast: Cast, version: AgreementVersion
) -> None:
    waits = registers(version, company="alpine optics")

    with pytest.raises(NameTaken):
        accept_registration(waits, None, by=cast.elena, at=NOON)
    assert list(registrations_waiting()) == [waits]


def test_who_is_turned_down_is_told_and_gets_nothing(cast: Cast, version: AgreementVersion) -> None:
    waits = registers(version, serial_number="OS-1234-5678")

    refuse_registration(waits, by=cast.elena, at=NOON)

    assert Job.objects.filter(kind="mail.not_registered").count() == 1
    assert not Coverage.objects.exists()
    assert not registrations_waiting()


def test_a_proof_holds_once_and_for_three_days(cast: Cast, version: AgreementVersion) -> None:
    registers(version)
    row = Registration.objects.get()
    Registration.objects.update(state=State.SENT, proved_at=None)
    token = make_proof(row, at=NOON)

    assert registration_behind(token, at=NOON) == row
    assert registration_behind(token, at=NOON + PROOF_LASTS) is None
    assert prove(token, at=NOON + PROOF_LASTS) is None
    assert prove("", at=NOON) is None
    assert prove(token, at=NOON) is not None
    assert prove(token, at=NOON) is None


def test_consent_is_recorded_each_time_it_changes(cast: Cast, version: AgreementVersion) -> None:
    assert not has_agreed(registers(version).contact)
    agreed = registers(version, wants_news=True, email="ana@oblak.example", company="Oblak").contact
    assert has_agreed(agreed)

    for is_given in (True, False, False):
        record_consent(agreed, is_given=is_given, source="profile", at=NOON)

    assert not has_agreed(agreed)
    assert list(Consent.objects.values_list("is_given", "source").order_by("pk")) == [
        (True, f"registration:{Registration.objects.order_by('-pk')[0].pk}"),
        (False, "profile"),
    ]


def test_credentials_are_made_where_they_were_asked_for(
    cast: Cast, version: AgreementVersion
) -> None:
    done = registers(version, wants_sign_in=True)

    user = Contact.objects.get(pk=done.contact.pk).user
    assert user is not None
    assert not user.has_usable_password()
