"""What a program is advised about its licence; the program decides what it does with it.

A running system is never stopped from here: every answer but VALID says what a person can do.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from puntuale.core.licences.rights import may_run


class Code(StrEnum):
    """The first reason that stands in the way, or none."""

    VALID = "VALID"
    NOT_FOUND = "NOT_FOUND"
    SUSPENDED = "SUSPENDED"
    EXPIRED = "EXPIRED"
    SEAT_LIMIT = "SEAT_LIMIT"
    NOT_ACTIVATED = "NOT_ACTIVATED"
    VERSION_NOT_COVERED = "VERSION_NOT_COVERED"


@dataclass(frozen=True, slots=True)
class Standing:
    """A licence on a day; `expires_on` is its last day, None for a perpetual one.

    `versions_released_until` None stands for every release.
    """

    seats: int
    seats_taken: int
    is_node_locked: bool
    is_suspended: bool
    expires_on: date | None
    versions_released_until: date | None


@dataclass(frozen=True, slots=True)
class Advice:
    """The code, with the figures of its reason where it has some."""

    code: Code
    seats: int | None = None
    until: date | None = None


def advise(
    licence: Standing | None,
    *,
    is_active: bool,
    today: date,
    released_on: date | None = None,
) -> Advice:
    """What a machine is told that asks for its licence, on the local day of the vendor.

    Args:
        is_active: whether this machine has one of the seats; without node-locking every machine may.
        released_on: the day on which the version was released that it runs; None says nothing of it.
    """
    if licence is None:
        return Advice(Code.NOT_FOUND)
    if licence.is_suspended:
        return Advice(Code.SUSPENDED)
    if licence.expires_on is not None and licence.expires_on < today:
        return Advice(Code.EXPIRED, until=licence.expires_on)
    if licence.is_node_locked and not is_active:
        is_full = licence.seats_taken >= licence.seats
        return Advice(Code.SEAT_LIMIT if is_full else Code.NOT_ACTIVATED, seats=licence.seats)
    until = licence.versions_released_until
    if released_on is not None and not may_run(released_on, until):
        return Advice(Code.VERSION_NOT_COVERED, until=until)
    return Advice(Code.VALID, until=until)
