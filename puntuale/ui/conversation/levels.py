"""A level of escalation that was reached: of which promise, what followed, and where it is written."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from puntuale.apps.tickets.models import TicketEvent
from puntuale.ui.words.durations import in_words
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.quantities import within

ON_TIME = timedelta(minutes=1)


def level_sentence(event: TicketEvent) -> str:
    """Promise, consequences and clause, in one line."""
    return " ".join([_reached(event.data), *_followed(event)])


def _reached(data: dict[str, Any]) -> str:
    values = {"promise": METRICS[data["metric"]].in_row, "moment": data["moment"]}
    if data["moment"].startswith("after "):
        values["time"] = within(data["moment"].removeprefix("after "))
        return _("Promise late by %(time)s: %(promise)s.") % values
    if data["moment"] == "near":
        return _("Promise near: %(promise)s.") % values
    if data["moment"] == "100 %":
        return _("Promise late: %(promise)s.") % values
    return _("%(moment)s of the time for a promise is used up: %(promise)s.") % values


def _followed(event: TicketEvent) -> Iterator[str]:
    data = event.data
    if data["team"]:
        yield _("Given to %(team)s.") % {"team": data["team"]}
    if data["no_team"]:
        yield _("It should go to %(team)s, but no team is called that.") % {"team": data["no_team"]}
    if data["raised"]:
        yield _("Put up in the order of work.")
    if data["told"]:
        yield _("Told: %(people)s.") % {"people": ", ".join(data["told"])}
    elif data["asked"]:
        yield _("Nobody was there to be told.")
    late = event.at - datetime.fromisoformat(data["reached_at"])
    if late >= ON_TIME:
        yield _("Done %(time)s late.") % {"time": in_words(late)}
    if data["row"] is None:
        yield _("By default, since the agreement says nothing of escalation.")
    else:
        yield _("Escalation, row %(row)d of the agreement.") % {"row": data["row"]}
