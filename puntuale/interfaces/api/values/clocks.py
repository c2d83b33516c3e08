"""A clock as a value: its state, its instants, and why it falls due when it does."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from ninja import Schema

from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.clocks.steps import as_data
from puntuale.core.agreements.clocks.why import why
from puntuale.interfaces.api.values.kinds import InstantThere
from puntuale.ui.readings import explanation, sentence, viewpoint
from puntuale.ui.why.steps import steps
from puntuale.ui.words.metrics import METRICS


class WhyStep(Schema):
    """One line of the derivation in words: when, what happened to the time, the total so far."""

    when: str
    what: str
    total: str


class Why(Schema):
    """The derivation: `because` as the core returned it, the rest the same in the asked language."""

    sentence: str
    facts: list[str]
    steps: list[WhyStep]
    because: list[dict[str, Any]]


class Clock(Schema):
    """One promise, aim or indication; instants on the agreement's clock, lengths in seconds."""

    metric: str
    name: str
    binding: bool
    state: str
    within: str
    starts_at: InstantThere | None
    due_at: InstantThere | None
    met_at: InstantThere | None
    breached_at: InstantThere | None
    held_until: InstantThere | None
    budget_seconds: int | None
    spent_seconds: int
    why: Why


def clock_of(reading: Reading, home: ZoneInfo, names: Mapping[str, str], person: str = "") -> Clock:
    """What `reading` says to a reader at `home`; `person` is who works on it."""
    zone = reading.basis.case.terms.zone

    def there(at: Any) -> Any:
        return None if at is None else at.astimezone(zone)

    return Clock(
        metric=reading.metric.value,
        name=str(METRICS[reading.metric].name),
        binding=reading.binding,
        state=reading.state.value,
        within=reading.target.within.text,
        starts_at=there(reading.starts_at),
        due_at=there(reading.due_at),
        met_at=there(reading.met_at),
        breached_at=there(reading.breached_at),
        held_until=there(reading.held_until),
        budget_seconds=None if reading.budget is None else int(reading.budget.total_seconds()),
        spent_seconds=int(reading.spent.total_seconds()),
        why=why_of(reading, home, names, person),
    )


def why_of(reading: Reading, home: ZoneInfo, names: Mapping[str, str], person: str = "") -> Why:
    """Why it falls due when it does."""
    view = viewpoint(reading, home)
    drawn = explanation(reading, view, names)
    return Why(
        sentence=sentence(reading, view, person),
        facts=list(drawn.facts) if drawn else [],
        steps=[WhyStep(when=each.when, what=each.what, total=each.total) for each in steps(drawn)]
        if drawn
        else [],
        because=[as_data(step, view.zone) for step in why(reading)],
    )
