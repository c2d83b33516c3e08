"""The promised call from the vendor."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.hours import Hours, night_hours
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, flag, name, one_of, whole
from puntuale.core.agreements.document.parts.clock import WAITING
from puntuale.core.agreements.document.problems import Place
from puntuale.core.agreements.document.section import Section, section

MEDIA = ("voice", "chat", "video", "screen_sharing", "remote_desktop")


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far apart two attempts are, at least and at most."""

    least: Quantity
    most: Quantity | None


@dataclass(frozen=True, slots=True)
class LastAttempt:
    """What follows when nobody ever answered."""

    send: Name | None
    set: Name | None


@dataclass(frozen=True, slots=True)
class CallbackRow:
    """The key `callback`; with `within` the form for it is a promise of its own."""

    place: Place
    has_form: bool
    within: Quantity | None
    calendar: Name | None
    initiated_by: Name | None
    media: tuple[Name, ...]
    max_attempts: int | None
    spacing: Spacing | None
    quiet_hours: Hours | None
    after_last_attempt: LastAttempt | None


def read_callback(found: Section) -> CallbackRow:
    return CallbackRow(
        place=found.place,
        has_form=found.default("form", flag, False),
        within=found.optional("within", quantity("h", "wh", "wd", "min")),
        calendar=found.optional("calendar", name),
        initiated_by=found.optional("initiated_by", one_of("vendor")),
        media=found.table("media", one_of(*MEDIA)),
        max_attempts=found.optional("max_attempts", whole(1, 99)),
        spacing=found.optional("spacing", section(_read_spacing)),
        quiet_hours=found.optional("quiet_hours", night_hours),
        after_last_attempt=found.optional("after_last_attempt", section(_read_last_attempt)),
    )


def _read_spacing(found: Section) -> Spacing:
    return Spacing(
        found.required("min", quantity("min", "h")), found.optional("max", quantity("min", "h"))
    )


def _read_last_attempt(found: Section) -> LastAttempt:
    return LastAttempt(
        found.optional("send", one_of("email")), found.optional("set", one_of(*WAITING))
    )
