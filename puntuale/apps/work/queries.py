"""What was worked, by whom and on what."""

from datetime import datetime

from django.db.models import Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.partners.queries import colleagues_of
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import RemoteSession, TimeEntry, Timing

# What pages show of a timer and of a session, beside the names of whom and what they are about.
OF_TIMING = ("worker", "ticket", "kind", "started_at", "ended_at", "free_because")
OF_SESSION = ("tool", "agent", "consented_by", "ticket", "link", "started_at", "consented_at")


def live_entries(ticket: Ticket) -> QuerySet[TimeEntry]:
    """The work on `ticket` that counts, in its order: neither withdrawn nor corrected."""
    entries = TimeEntry.objects.filter(ticket=ticket, withdrawn_at=None)
    return entries.order_by("started_at", "pk")


def entries_during(worker: User, start: datetime, end: datetime) -> QuerySet[TimeEntry]:
    """What `worker` did at some instant from `start` to `end`, in its order, on any request."""
    theirs = TimeEntry.objects.filter(worker=worker, withdrawn_at=None)
    return theirs.filter(started_at__lt=end, ended_at__gt=start).order_by("started_at", "pk")


def running_timer(worker: User) -> Timing | None:
    """The one timer of `worker` that runs, wherever it was started."""
    running = Timing.objects.filter(worker=worker, ended_at=None)
    return running.select_related("ticket").first()


def timings_on(ticket: Ticket) -> QuerySet[Timing]:
    """Timers that run on `ticket`, and time that is proposed as an entry."""
    return Timing.objects.filter(ticket=ticket).select_related("worker")


def recorded_on(ticket: Ticket) -> QuerySet[TimeEntry]:
    """All work on `ticket` in its order, that which does not count any more as well."""
    entries = TimeEntry.objects.filter(ticket=ticket).select_related("worker")
    return entries.order_by("started_at", "pk")


def entries_visible_to(user: User, ticket: Ticket) -> QuerySet[TimeEntry]:
    """All work on `ticket` that `user` may know of: a partner's people that of their own."""
    entries = recorded_on(ticket)
    return entries if user.is_of_vendor else entries.filter(worker__in=colleagues_of(user))


def timings_seen(ticket: Ticket, worker: User) -> QuerySet[Timing]:
    """What is measured on `ticket` by the side of `worker`, and what `worker` measures anywhere."""
    beside = Q(ticket=ticket)
    if not worker.is_of_vendor:
        beside &= Q(worker__in=colleagues_of(worker))
    seen = Timing.objects.filter(beside | Q(worker=worker))
    whose = ("worker__name", "worker__role", "ticket__number")
    return seen.select_related("worker", "ticket").only(*OF_TIMING, *whose)


def open_sessions(ticket: Ticket) -> QuerySet[RemoteSession]:
    """Remote sessions on `ticket` that are offered or under way."""
    sessions = RemoteSession.objects.filter(ticket=ticket, ended_at=None)
    whose = ("tool__name", "agent__name", "consented_by__name")
    shown = sessions.select_related("tool", "agent", "consented_by").only(*OF_SESSION, *whose)
    return shown.order_by("pk")
