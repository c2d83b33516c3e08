"""Whether every balance is what its transfers say: proved each night."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.apps.jobs.queries import last_done
from puntuale.apps.ledger.queries import PROVED, found_wrong
from puntuale.interfaces.operations.findings import Finding, attention, well, wrong

STAYS = timedelta(days=7)
OLD_AFTER = timedelta(days=2)
MOST_NAMED = 5


def ledger(at: datetime) -> Finding:
    """No balance of packages, coupons or money was found wrong of late."""
    found = sorted(set(found_wrong(since=at - STAYS).values_list("subject", flat=True)))
    if found:
        sentence = ngettext(
            "%(number)d balance is not the sum of its transfers: %(named)s.",
            "%(number)d balances are not the sum of their transfers: %(named)s.",
            len(found),
        ) % {"number": len(found), "named": ", ".join(found[:MOST_NAMED])}
        remedy = _("Nothing was changed; the log has both figures. Please report it to its makers.")
        return wrong("ledger", sentence, remedy)
    last = last_done(PROVED)
    if last is not None and at - last > OLD_AFTER:
        return attention(
            "ledger",
            _("The balances were not proved for two nights."),
            _("See whether a worker is running and what it writes to its log."),
        )
    if last is None:
        return well("ledger", _("All balances are what their transfers say."))
    when = {"day": f"{last:%Y-%m-%d %H:%M} UTC"}
    return well("ledger", _("All balances were what their transfers say, on %(day)s.") % when)
