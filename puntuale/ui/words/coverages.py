"""How a coverage stands, in a word, and until when it holds."""

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from puntuale.apps.agreements.coverages import Standing, standing_on
from puntuale.apps.agreements.models import Coverage
from puntuale.ui.markup import state_html
from puntuale.ui.words.dates import LONG, date_of

SOON_DAYS, NEAR_DAYS = 60, 30


def coverage_state(coverage: Coverage, today: date) -> SafeString:
    """ "Active", or in how many days it ends where those are few."""
    standing = standing_on(coverage, today)
    if standing is Standing.PENDING:
        return state_html("held", pgettext("coverage", "begins later"))
    if standing is Standing.SUSPENDED:
        return state_html("paused", pgettext("coverage", "suspended"))
    if standing is Standing.ENDED:
        return state_html("", pgettext("coverage", "ended"))
    left = None if coverage.ends_on is None else (coverage.ends_on - today).days
    if left is None or left > SOON_DAYS:
        return state_html("running", pgettext("coverage", "active"))
    return state_html("near" if left <= NEAR_DAYS else "running", _ends_in(left))


def covered_until(coverage: Coverage, today: date) -> str:
    """A sentence to its customer."""
    if standing_on(coverage, today) is Standing.SUSPENDED:
        return _("Suspended: new requests are not covered.")
    if coverage.starts_on > today:
        day = {"day": date_of(coverage.starts_on, today, LONG)}
        return _("You are covered from %(day)s on.") % day
    if coverage.ends_on is None:
        return _("You are covered; no end is agreed.")
    return _("You are covered until %(day)s.") % {"day": date_of(coverage.ends_on, today, LONG)}


def _ends_in(days: int) -> str:
    if not days:
        return pgettext("coverage", "ends today")
    return ngettext("ends in %(days)d day", "ends in %(days)d days", days) % {"days": days}
