"""Whether what happens by itself does happen."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.apps.jobs.queries import standing, workers_alive
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.operations.findings import Finding, attention, well, wrong

SLOW_AFTER = timedelta(minutes=1)
STUCK_AFTER = timedelta(minutes=5)


def workers(at: datetime) -> Finding:
    """Somebody is there to do the work."""
    number = workers_alive(at).count()
    if number:
        sentence = ngettext(
            "%(number)d worker is at work.", "%(number)d workers are at work.", number
        )
        return well("workers", sentence % {"number": number})
    return wrong(
        "workers",
        _("No worker is running: no mail leaves, and no promise is watched."),
        _("Start one with “puntuale work”, or restart the service that should run it."),
    )


def queue(at: datetime) -> Finding:
    """What is due is done soon."""
    now = standing(at)
    delay = now.delay(at)
    if delay < SLOW_AFTER:
        return well("queue", _("Nothing waits longer than it should."))
    minutes = int(delay.total_seconds() // 60)
    sentence = ngettext(
        "%(jobs)d job is due; the first has waited for %(minutes)d min.",
        "%(jobs)d jobs are due; the first has waited for %(minutes)d min.",
        now.due,
    ) % {"jobs": now.due, "minutes": minutes}
    remedy = _("If this lasts, start another worker with “puntuale work”.")
    return (wrong if delay >= STUCK_AFTER else attention)("queue", sentence, remedy)


def given_up(at: datetime) -> Finding:
    """Nothing had to be given up."""
    number = standing(at).given_up
    if not number:
        return well("given_up", _("No job was given up."))
    return attention(
        "given_up",
        ngettext("%(number)d job was given up.", "%(number)d jobs were given up.", number)
        % {"number": number},
        _(
            "They are listed below with their reasons: put the cause right and try again, or drop them."
        ),
    )


def clocks(at: datetime) -> Finding:
    """Every clock was read when its change came."""
    late = Ticket.objects.filter(clock_wakes_at__lt=at - STUCK_AFTER).count()
    if not late:
        return well("clocks", _("All clocks of promises are read in time."))
    return wrong(
        "clocks",
        ngettext(
            "The clock of %(number)d request was not read in time.",
            "The clocks of %(number)d requests were not read in time.",
            late,
        )
        % {"number": late},
        _("See whether a worker is running and what it writes to its log."),
    )
