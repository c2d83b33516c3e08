"""The estimates of a request, as its page at the desk shows them."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from puntuale.apps.accounts.models import User
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import deciders_of, estimates_of
from puntuale.apps.estimates.used import room_left
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.desk.estimates.forms import AcceptanceForm, WithdrawalForm
from puntuale.ui.estimates import OfferShown, offer_shown
from puntuale.ui.words.decisions import Outcome, outcome_of
from puntuale.ui.words.estimates import room_look, room_words
from puntuale.ui.words.viewpoint import Viewpoint

State = Estimate.State
ENDED = frozenset({State.DECLINED, State.EXPIRED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Shown:
    """One revision with what became of it."""

    estimate: Estimate
    offer: OfferShown
    outcome: Outcome | None

    @property
    def waits(self) -> bool:
        return self.estimate.waits and self.outcome is None

    @property
    def can_be_renewed(self) -> bool:
        return self.estimate.state in ENDED


def estimates_shown(
    ticket: Ticket, reader: User, present: Container[type[Model]], *, at: datetime
) -> dict[str, Any]:
    """What the panel needs: every revision, the draft, and what is left of the accepted effort."""
    if Estimate not in present:
        return {}
    rows = list(estimates_of(ticket))
    view = Viewpoint(at, ZoneInfo(reader.time_zone), names_days=True)
    shown = []
    for row in rows:
        row.ticket = ticket
        if row.state != State.DRAFT:
            shown.append(Shown(row, offer_shown(row, at=at), outcome_of(row, view)))
    counts = any(row.state == State.ACCEPTED for row in rows)
    room = room_left(ticket, at=at) if counts else None
    return {
        "estimates": shown,
        "estimate_draft": next((row for row in rows if row.is_draft), None),
        "estimate_room": room_words(room) if room else "",
        "estimate_room_look": room_look(room) if room else "",
        "acceptance_form": _acceptance(ticket, shown),
        "withdrawal_form": WithdrawalForm(auto_id="withdrawal-%s"),
    }


def _acceptance(ticket: Ticket, shown: list[Shown]) -> AcceptanceForm | None:
    if not any(each.waits for each in shown):
        return None
    deciders = deciders_of(ticket)
    return AcceptanceForm(deciders=deciders, auto_id="acceptance-%s") if deciders else None
