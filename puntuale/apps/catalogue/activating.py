"""Machines take the seats of a licence and give them back."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from puntuale.apps.accounts.models import User
from puntuale.apps.catalogue.errors import (
    LicenceExpired,
    LicenceSuspended,
    NoReleasesLeft,
    NotActive,
    SeatLimit,
)
from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.apps.customers.models import Contact
from puntuale.core.licences.machine import LONGEST_NAME
from puntuale.core.licences.switching import A_YEAR, releases_left

State = Activation.State


@transaction.atomic
def activate(
    licence: Licence,
    *,
    fingerprint: str,
    name: str = "",
    method: Activation.Method,
    today: date,
    at: datetime,
    by: User | Contact | None = None,
) -> Activation:
    """Give the machine a seat; the one that it has, where it has one already.

    Raises:
        LicenceSuspended, LicenceExpired: the licence gives no seats on that day of the vendor's.
        SeatLimit:                        other machines have them all.
    """
    licence = _locked(licence)
    machine = _live(licence, fingerprint)
    if machine is not None and machine.state == State.ACTIVE:
        return machine
    _refuse_at_rest(licence, today)
    # The database counts: of any number of machines one gets the last seat, on either database.
    left = Licence.objects.filter(pk=licence.pk, seats_taken__lt=F("seats"))
    if not left.update(seats_taken=F("seats_taken") + 1):
        raise SeatLimit
    machine = machine or Activation(licence=licence, fingerprint=fingerprint, requested_at=at)
    machine.name = name.strip()[:LONGEST_NAME] or machine.name
    machine.method, machine.state = method, State.ACTIVE
    machine.activated_at = machine.seen_at = at
    machine.by_user = by if isinstance(by, User) else None
    machine.by_contact = by if isinstance(by, Contact) else None
    machine.save()
    return machine


@transaction.atomic
def ask_for_seat(licence: Licence, *, fingerprint: str, name: str = "", at: datetime) -> Activation:
    """Note that a machine asks; somebody of the desk decides, since nobody is known to hold it."""
    licence = _locked(licence)
    machine = _live(licence, fingerprint)
    if machine is not None:
        return machine
    return Activation.objects.create(
        licence=licence,
        fingerprint=fingerprint,
        name=name.strip()[:LONGEST_NAME],
        method=Activation.Method.ONLINE,
        state=State.REQUESTED,
        requested_at=at,
    )


@transaction.atomic
def release_machine(machine: Activation, *, by: Contact, at: datetime) -> None:
    """The holder gives a seat back: the machine is lost, or is to be another one (K-04).

    Raises:
        NoReleasesLeft: they have done so too often; it goes through a request.
        NotActive:      it was released before.
    """
    licence = _locked(machine.licence)
    if not releases_left_for(licence, at):
        raise NoReleasesLeft
    _end(machine, State.DEACTIVATED, at=at, ended_by_contact=by)


@transaction.atomic
def release_with_proof(machine: Activation, *, issued: datetime, by: Contact, at: datetime) -> None:
    """The program has let go of its machine: its signed file, `issued` then, was brought as a proof.

    It is as often as anybody likes: nothing was lost, and a seat is free that nobody uses.

    Raises:
        NotActive: it was released before, or activated again since the file was issued.
    """
    _locked(machine.licence)
    machine.refresh_from_db()
    if machine.activated_at is None or issued < machine.activated_at:
        raise NotActive
    _end(machine, State.DEACTIVATED, at=at, ended_by_contact=by, was_proved=True)


@transaction.atomic
def take_seat_back(machine: Activation, *, by: User, at: datetime, because: str = "") -> None:
    """Somebody of the desk ends the activation, or turns down what was asked for.

    Raises:
        NotActive: it has ended before.
    """
    _locked(machine.licence)
    _end(machine, State.REVOKED, at=at, ended_by_user=by, ended_because=because.strip()[:200])


def note_seen(machine: Activation, *, at: datetime) -> None:
    """Remember that an active machine has asked; once for each day is enough."""
    known = machine.seen_at
    if known is None or known.date() != at.date():
        Activation.objects.filter(pk=machine.pk, state=State.ACTIVE).update(seen_at=at)


def releases_left_for(licence: Licence, at: datetime) -> int:
    """How many machines of `licence` its holder may still release at `at`."""
    released = licence.activations.filter(
        state=State.DEACTIVATED,
        ended_by_contact__isnull=False,
        was_proved=False,
        ended_at__gt=at - A_YEAR,
    )
    each_year = licence.product.releases_each_year
    return releases_left(filter(None, released.values_list("ended_at", flat=True)), at, each_year)


def _locked(licence: Licence) -> Licence:
    """`licence` as it is now, for this transaction alone (on SQLite the transaction sees to it)."""
    return (
        Licence.objects.select_for_update(of=("self",)).select_related("product").get(pk=licence.pk)
    )


def _live(licence: Licence, fingerprint: str) -> Activation | None:
    return licence.activations.filter(fingerprint=fingerprint, state__in=Activation.LIVE).first()


def _refuse_at_rest(licence: Licence, today: date) -> None:
    if licence.suspended_at is not None:
        raise LicenceSuspended
    if licence.expires_on is not None and licence.expires_on < today:
        raise LicenceExpired


def _end(machine: Activation, state: Activation.State, *, at: datetime, **facts: object) -> None:
    fresh = Activation.objects.get(pk=machine.pk)
    if fresh.state not in Activation.LIVE:
        raise NotActive
    had_seat = fresh.state == State.ACTIVE
    Activation.objects.filter(pk=machine.pk).update(state=state, ended_at=at, **facts)
    if had_seat:
        Licence.objects.filter(pk=fresh.licence_id).update(seats_taken=F("seats_taken") - 1)
    machine.refresh_from_db()
