"""What nobody needs any more is cleared away at night, a slice at a time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from puntuale.apps.accounts.models import ApiCall, SignInLink
from puntuale.apps.jobs.models import Job
from puntuale.apps.jobs.workers import forget_silent
from puntuale.apps.registrations.models import Registration
from puntuale.apps.tickets.models import Presence
from puntuale.apps.tickets.strays import remove_unknown, remove_unsent

SLICE = 500
DONE_JOBS_STAY = timedelta(days=30)
# A key keeps its effect from being left twice, so it is remembered for longer.
KEYED_JOBS_STAY = timedelta(days=400)
PRESENCE_STAYS = timedelta(hours=1)
USED_LINKS_STAY = timedelta(days=1)
# Who never proved the address of a registration is nobody we know.
UNPROVED_STAY = timedelta(days=30)
# By then no program asks again for what it has had no answer to.
API_CALLS_STAY = timedelta(days=30)


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Clear away expired sessions, old jobs, silent workers, stale presence, old links, files and forms."""
    clear(Session.objects.filter(expire_date__lt=at))
    clear(Job.objects.filter(done_at__lt=at - DONE_JOBS_STAY, key=None))
    clear(Job.objects.filter(done_at__lt=at - KEYED_JOBS_STAY))
    clear(Presence.objects.filter(seen_at__lt=at - PRESENCE_STAYS))
    clear(SignInLink.objects.filter(expires_at__lt=at - USED_LINKS_STAY))
    clear(ApiCall.objects.filter(at__lt=at - API_CALLS_STAY))
    unproved = Registration.objects.filter(state=Registration.State.SENT)
    clear(unproved.filter(expires_at__lt=at - UNPROVED_STAY))
    forget_silent(at)
    remove_unsent(at)
    remove_unknown(at)


def clear(rows: QuerySet[Any]) -> int:
    """Delete `rows` in slices, so that other writers get their turn in between; how many."""
    cleared = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:SLICE]):
        rows.filter(pk__in=keys).delete()
        cleared += len(keys)
    return cleared
