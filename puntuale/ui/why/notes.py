"""What must be said beside a drawing: whose clock it follows, and days that are not 24 hours long."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from puntuale.ui.why.days import A_DAY, dates
from puntuale.ui.why.values import Explanation
from puntuale.ui.words.dates import LONG, full_date
from puntuale.ui.words.durations import in_words
from puntuale.ui.words.viewpoint import place


def notes(explanation: Explanation) -> Iterator[str]:
    """Sentences, where there is something to say."""
    view = explanation.view
    if any(view.differs(mark.at) for mark in explanation.marks):
        yield _("Hours in %(place)s, as the agreement says.") % {"place": place(view.zone)}
    for on, whole in dates(explanation):
        if whole.length != A_DAY:
            yield _("The clock changes on %(day)s: that day has %(hours)s.") % {
                "day": full_date(on, view.today, LONG),
                "hours": in_words(whole.length),
            }
