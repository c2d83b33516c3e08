"""What was shown before sending, signed, so that what is promised then can be held against it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from puntuale.apps.tickets.forecast import Forecast
from puntuale.core.agreements.clocks.reading import State

SALT = "portal.forecast"
# The board is renewed every minute; one that is older by less is what the customer saw.
RENEWED = timedelta(seconds=90)
LONGEST = 24 * 3600


@dataclass(frozen=True, slots=True)
class Shown:
    """A board as it was shown: when, and all that it promised."""

    at: datetime
    facts: dict[str, Any]
    due: dict[str, datetime]
    was_asked: bool

    def as_told(self) -> dict[str, Any]:
        """What is kept of it with the request."""
        due = {name: due.isoformat() for name, due in self.due.items()}
        return {"at": self.at.isoformat(), "due": due, **self.facts}


def facts_of(forecast: Forecast) -> dict[str, Any]:
    """What must not change unseen: agreement, refusal, cost, and which promises run or are held."""
    version = forecast.decision.version
    return {
        "version": version.sha256 if version else "",
        "refusal": forecast.refusal,
        "cost": str(forecast.cost.charge) if forecast.cost else "",
        "promises": [
            [each.metric.value, each.binding, each.state is State.HELD, each.due_at is not None]
            for each in forecast.readings
        ],
    }


def sign(forecast: Forecast, *, asked: bool = False) -> str:
    """The hidden value that goes with a board."""
    value = {
        "at": forecast.at.isoformat(),
        "facts": facts_of(forecast),
        "due": {name: due.isoformat() for name, due in _due(forecast).items()},
        "asked": asked,
    }
    return signing.dumps(value, salt=SALT, compress=True)


def read(text: str) -> Shown | None:
    """What a hidden value says; None where nobody signed it, or too long ago."""
    try:
        value = signing.loads(text, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    due = {name: datetime.fromisoformat(text) for name, text in value["due"].items()}
    return Shown(datetime.fromisoformat(value["at"]), value["facts"], due, value["asked"])


def is_as_shown(shown: Shown, forecast: Forecast) -> bool:
    """Whether `forecast` still promises what was shown.

    An hour may have moved on with the minutes since: at first only by as much as the board is
    renewed; once the customer has been asked again, by as much time as has passed.
    """
    if shown.facts != facts_of(forecast):
        return False
    passed = forecast.at - shown.at
    grace = max(passed, RENEWED) if shown.was_asked else RENEWED
    return all(due - shown.due[name] <= grace for name, due in _due(forecast).items())


def _due(forecast: Forecast) -> dict[str, datetime]:
    return {
        f"{each.metric.value}/{each.binding}": each.due_at
        for each in forecast.readings
        if each.due_at is not None
    }
