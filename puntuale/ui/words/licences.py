"""What a licence lets run and who uses it, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from puntuale.apps.catalogue.models import Activation, Licence, Release
from puntuale.core.licences.rights import may_run
from puntuale.ui.words.dates import date_of
from puntuale.ui.words.moments import short
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine on a page: what it is called, since when it is active, when it was seen last."""

    pk: int
    name: str
    fingerprint: str
    since: str
    seen: str
    how: str
    who: str


def versions_in_words(until: date | None, releases: Iterable[Release], today: date) -> str:
    """ "16 Dec 2026", "yours for good, version 6.2", "every version"."""
    if until is None:
        return _("every version")
    newest = next((each for each in releases if may_run(each.released_on, until)), None)
    if until >= today:
        return date_of(until, today)
    if newest is None:
        return _("yours for good, released until %(day)s") % {"day": date_of(until, today)}
    return _("yours for good, version %(version)s") % {"version": newest.version}


def machines_in_words(licence: Licence) -> str:
    """ "4 of 5"."""
    if not licence.is_node_locked:
        return _("any number")
    return _("%(taken)s of %(seats)s") % {"taken": licence.seats_taken, "seats": licence.seats}


def machine_shown(machine: Activation, view: Viewpoint) -> Machine:
    """A machine as both sides see it."""
    since = machine.activated_at or machine.requested_at
    return Machine(
        pk=machine.pk,
        name=machine.name or _("machine without a name"),
        fingerprint=machine.fingerprint,
        since=_day(since, view),
        seen=_day(machine.seen_at, view),
        how=machine.get_method_display(),
        who=str(machine.by_user or machine.by_contact or ""),
    )


def _day(at: datetime | None, view: Viewpoint) -> str:
    return short(at, view) if at is not None else ""
