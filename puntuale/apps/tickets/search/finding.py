"""Which requests hold what somebody looks for."""

import re

from django.db.models import QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.search.wanted import Wanted

_NUMBER = re.compile(r"\s*#?\s*([0-9]{1,15})\s*")


def ticket_numbered(text: str, user: User) -> Ticket | None:
    """The request that `text` names by its number, "4861" or "#4861", where `user` may see it."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return None
    return tickets_visible_to(user).filter(number=int(number[1])).first()


def tickets_found_by(user: User, wanted: Wanted, *, before: int | None = None) -> QuerySet[Ticket]:
    """Requests with all the wanted words, the newest first, from the one after id `before`.

    Notes are searched as well, so for now only the desk finds anything.
    """
    visible = tickets_visible_to(user)
    if not (wanted and user.is_staff):
        return visible.none()
    # The lookup takes more than the field holds.
    found = visible.filter(indexed__words__match=wanted)  # type: ignore[misc]
    if before is not None:
        found = found.filter(indexed__pk__lt=before)
    return found.order_by("-indexed__pk")
