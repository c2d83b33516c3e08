"""Machines take the seats of a licence, once each, and give them back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from puntuale.apps.catalogue.activating import (
    ask_for_seat,
    note_seen,
    release_machine,
    releases_left_for,
    take_seat_back,
)
from puntuale.apps.catalogue.errors import (
    LicenceExpired,
    LicenceSuspended,
    NoReleasesLeft,
    NotActive,
    SeatLimit,
)
from puntuale.apps.catalogue.models import Activation, Licence, Product
from puntuale.apps.catalogue.queries import machines_of, machines_that_ask
from tests.apps.catalogue.machines import a_licence, activated, machine
from tests.cast import NOON, Cast

A_DAY = timedelta(days=1)


@pytest.fixture
def licence(cast: Cast) -> Licence:
    return a_licence(cast.planner, cast.alpine, seats=2)


def test_a_machine_has_one_seat_however_often_it_asks(licence: Licence) -> None:
    first = activated(licence, "office")
    again = activated(licence, "office", at=NOON + A_DAY)

    assert first == again
    assert again.activated_at == NOON
    licence.refresh_from_db()
    assert licence.seats_taken == 1


def test_the_machine_after_the_last_seat_is_refused_and_changes_nothing(licence: Licence) -> None:
    """K-03."""
    activated(licence, "office")
    activated(licence, "workshop")

    with pytest.raises(SeatLimit):
        activated(licence, "home")

    licence.refresh_from_db()
    assert licence.seats_taken == 2
    assert [each.name for each in machines_of(licence)] == ["workshop", "office"]
    assert activated(licence, "office").state == Activation.State.ACTIVE


def test_the_database_refuses_more_machines_than_seats(licence: Licence) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Licence.objects.filter(pk=licence.pk).update(seats_taken=3)


def test_a_lost_machine_is_released_by_its_holder_and_its_seat_is_free(
    licence: Licence, cast: Cast
) -> None:
    """K-04."""
    lost = activated(licence, "lost laptop")
    activated(licence, "office")

    release_machine(lost, by=cast.maja, at=NOON + A_DAY)
    new = activated(licence, "new laptop", at=NOON + A_DAY)

    assert new.state == Activation.State.ACTIVE
    assert (lost.state, lost.ended_by_contact) == (Activation.State.DEACTIVATED, cast.maja)
    with pytest.raises(NotActive):
        release_machine(lost, by=cast.maja, at=NOON + A_DAY)
    licence.refresh_from_db()
    assert licence.seats_taken == 2


def test_a_released_machine_comes_back_as_a_new_activation(licence: Licence, cast: Cast) -> None:
    first = activated(licence, "office")
    release_machine(first, by=cast.maja, at=NOON)

    again = activated(licence, "office", at=NOON + A_DAY)

    assert again.pk != first.pk
    assert licence.activations.count() == 2


def test_a_holder_releases_three_machines_a_year_and_the_desk_any_number(
    licence: Licence, cast: Cast
) -> None:
    for number in range(3):
        release_machine(activated(licence, f"laptop {number}"), by=cast.maja, at=NOON)
    fourth = activated(licence, "laptop 4")

    with pytest.raises(NoReleasesLeft):
        release_machine(fourth, by=cast.maja, at=NOON + A_DAY)
    take_seat_back(fourth, by=cast.davide, at=NOON + A_DAY, because="stolen")

    assert (fourth.state, fourth.ended_because) == (Activation.State.REVOKED, "stolen")
    assert releases_left_for(licence, NOON + 364 * A_DAY) == 0
    assert releases_left_for(licence, NOON + 365 * A_DAY) == 3


def test_a_product_may_allow_another_number(licence: Licence, cast: Cast) -> None:
    Product.objects.filter(pk=cast.planner.pk).update(releases_each_year=0)

    with pytest.raises(NoReleasesLeft):
        release_machine(activated(licence, "office"), by=cast.maja, at=NOON)


def test_a_suspended_or_expired_licence_gives_no_seats(cast: Cast) -> None:
    suspended = a_licence(cast.planner, cast.alpine, "OP-1111", suspended_at=NOON)
    ended = a_licence(cast.planner, cast.alpine, "OP-2222", expires_on=date(2026, 11, 22))
    last_day = a_licence(cast.planner, cast.alpine, "OP-3333", expires_on=date(2026, 11, 23))

    with pytest.raises(LicenceSuspended):
        activated(suspended, "office")
    with pytest.raises(LicenceExpired):
        activated(ended, "office")
    assert activated(last_day, "office").state == Activation.State.ACTIVE


def test_what_a_machine_asks_for_waits_for_a_technician(cast: Cast) -> None:
    licence = a_licence(cast.planner, None)

    asked = ask_for_seat(licence, fingerprint=machine("office"), name="office", at=NOON)
    ask_for_seat(licence, fingerprint=machine("office"), at=NOON)

    assert list(machines_that_ask(Licence.objects.all())) == [asked]
    licence.refresh_from_db()
    assert licence.seats_taken == 0
    granted = activated(
        licence, "office", name="", method=Activation.Method.TECHNICIAN, by=cast.davide
    )
    assert (granted.pk, granted.name, granted.by_user) == (asked.pk, "office", cast.davide)
    assert not machines_that_ask(Licence.objects.all())


def test_turning_down_what_was_asked_for_frees_no_seat_that_was_not_taken(cast: Cast) -> None:
    licence = a_licence(cast.planner, None)
    asked = ask_for_seat(licence, fingerprint=machine("office"), at=NOON)

    take_seat_back(asked, by=cast.davide, at=NOON)

    licence.refresh_from_db()
    assert licence.seats_taken == 0


def test_the_day_on_which_a_machine_was_seen_is_kept(licence: Licence) -> None:
    office = activated(licence, "office")

    note_seen(office, at=NOON + A_DAY)
    office.refresh_from_db()

    assert office.seen_at == NOON + A_DAY
