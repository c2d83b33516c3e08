"""How much of the accepted effort has been worked, and who is told before it is used up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db import transaction
from django.db.models import Q, QuerySet

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.estimates.actions.effects import notify_desk
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.pricing import effect_of
from puntuale.apps.tickets.models import Notice, Ticket
from puntuale.apps.work.models import TimeEntry, Timing
from puntuale.apps.work.queries import live_entries, timings_on
from puntuale.core.charges.rules import Effect

# Looked at every ten minutes: what was written down since the last two times.
LATELY = timedelta(minutes=20)
WARN_AT = (Fraction(3, 4), Fraction(9, 10), Fraction(1))
# What a notice says where work goes on although all of it is used.
ALL_OF_A_FIXED = "100 fixed"


@dataclass(frozen=True, slots=True)
class Room:
    """What was accepted and what of it is worked, timers that run included; in exact time."""

    accepted: timedelta
    worked: timedelta
    effect: Effect

    @property
    def left(self) -> timedelta:
        """Nothing where more was worked than accepted."""
        return max(self.accepted - self.worked, timedelta())

    @property
    def share(self) -> Fraction:
        """How much of it is used: 1 is all."""
        return Fraction(self.worked // timedelta(seconds=1)) / Fraction(
            self.accepted // timedelta(seconds=1)
        )

    @property
    def ends_work(self) -> bool:
        """Whether work ends where it is used up: a fixed price stands however long it takes."""
        return self.effect is not Effect.FIXED

    @property
    def is_used_up(self) -> bool:
        """Whether the customer has to decide again before the work goes on."""
        return self.ends_work and self.worked >= self.accepted


def room_left(ticket: Ticket, *, at: datetime) -> Room | None:
    """What is left of the accepted effort on `ticket`; None where nothing was accepted."""
    accepted = _accepted(ticket)
    return None if accepted is None else _room(accepted, at)


@transaction.atomic
def warn_of_use(ticket: Ticket, *, at: datetime) -> Room | None:
    """Tell the desk of each share that has been reached, once; what is left, as `room_left` says."""
    accepted = _accepted(ticket)
    if accepted is None:
        return None
    room = _room(accepted, at)
    reached = [share for share in WARN_AT if room.share >= share]
    if reached:
        # Of several at once only the highest is news.
        percent = str(int(max(reached) * 100))
        about = percent if room.ends_work or percent != "100" else ALL_OF_A_FIXED
        notify_desk(accepted, Notice.Kind.ESTIMATE_USED, at=at, about=about)
    return room


def tickets_in_use(at: datetime) -> QuerySet[Ticket]:
    """Requests with an accepted estimate on which somebody works, or has written work down lately."""
    accepted = Estimate.objects.filter(state=Estimate.State.ACCEPTED).values("ticket")
    running = Timing.objects.filter(ended_at=None).values("ticket")
    lately = TimeEntry.objects.filter(entered_at__gt=at - LATELY).values("ticket")
    worked = Q(pk__in=running) | Q(pk__in=lately)
    return Ticket.objects.filter(worked, pk__in=accepted, closed_at=None).order_by("pk")


def _accepted(ticket: Ticket) -> Estimate | None:
    rows = Estimate.objects.filter(ticket=ticket, state=Estimate.State.ACCEPTED)
    return rows.select_related("ticket__assignee", "ticket__version", "made_by").first()


def _room(accepted: Estimate, at: datetime) -> Room:
    version = accepted.ticket.version
    return Room(
        accepted=timedelta(minutes=accepted.effort_minutes),
        worked=sum(_worked(accepted.ticket, at), timedelta()),
        # As charges are rated: by the agreement that the request is under now.
        effect=effect_of(accepted, document_of(version)) if version else Effect.INDICATIVE,
    )


def _worked(ticket: Ticket, at: datetime) -> Iterator[timedelta]:
    for entry in live_entries(ticket):
        if entry.is_billable and entry.is_ours:
            yield entry.ended_at - entry.started_at
    for timing in timings_on(ticket):
        if timing.is_billable and timing.is_ours:
            yield (timing.ended_at or max(at, timing.started_at)) - timing.started_at
