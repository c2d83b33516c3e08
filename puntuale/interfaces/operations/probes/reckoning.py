"""Whether what is kept of every clock is what its history says: compared each night."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.apps.jobs.queries import last_done
from puntuale.apps.tickets.reckoning import COMPARED, clocks_put_right
from puntuale.interfaces.operations.findings import Finding, attention, well

STAYS = timedelta(days=7)
OLD_AFTER = timedelta(days=2)
MOST_NAMED = 5


def reckoning(at: datetime) -> Finding:
    """No clock was kept wrong of late."""
    found = clocks_put_right(since=at - STAYS)
    if found:
        named = [f"{entry.subject}: {', '.join(entry.after or ())}" for entry in found[:MOST_NAMED]]
        sentence = ngettext(
            "The clocks of %(number)d request were kept wrong: %(named)s.",
            "The clocks of %(number)d requests were kept wrong: %(named)s.",
            len(found),
        ) % {"number": len(found), "named": "; ".join(named)}
        remedy = _("They were read again; the log has both values. Please report it to its makers.")
        return attention("reckoning", sentence, remedy)
    last = last_done(COMPARED)
    if last is not None and at - last > OLD_AFTER:
        return attention(
            "reckoning",
            _("The clocks were not compared with their histories for two nights."),
            _("See whether a worker is running and what it writes to its log."),
        )
    return well("reckoning", _("All clocks are kept as their histories say."))
