"""Who of the desk opened what a customer gave, as both sides read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from puntuale.apps.access.models import Opening
from puntuale.ui.words.moments import short
from puntuale.ui.words.quotes import quoted
from puntuale.ui.words.viewpoint import Viewpoint

What, Why = Opening.What, Opening.Why


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """A row of `ui/_openings.html`: when, who opened what, and why."""

    at: datetime
    when: str
    who: str
    what: str
    why: str


def opening_rows(openings: Iterable[Opening], view: Viewpoint) -> list[OpeningRow]:
    """In the order in which they come."""
    return [
        OpeningRow(
            at=row.at,
            when=short(row.at, view),
            who=str(row.by),
            what=WHAT[row.what](row),
            why=WHY[row.why](row),
        )
        for row in openings
    ]


def _file(row: Opening) -> str:
    name = row.file.name if row.file else ""
    return _("%(who)s opened the file %(name)s") % {"who": row.by, "name": name}


WHAT: Mapping[str, Callable[[Opening], str]] = {
    What.FILE: _file,
    What.PICTURES: lambda row: _("%(who)s opened the pictures of a mail") % {"who": row.by},
    What.DETAILS: lambda row: _("%(who)s read how to reach the system") % {"who": row.by},
}
WHY: Mapping[str, Callable[[Opening], str]] = {
    Why.ASSIGNED: lambda _row: _("works on the request"),
    Why.TEAM: lambda _row: _("is of the team that works on it"),
    Why.ROLE: lambda row: _("as %(role)s") % {"role": row.by.get_role_display()},
    Why.REASON: lambda row: quoted(row.reason),
}
