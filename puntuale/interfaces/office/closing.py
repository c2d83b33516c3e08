"""What a manager sees before a closure is announced: its effect, its readers, its mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from puntuale.apps.accounts.models import LANGUAGES, User
from puntuale.apps.agreements.concerned import contacts_under, coverages_under
from puntuale.apps.agreements.models import Closure
from puntuale.apps.agreements.terms import closure_of
from puntuale.apps.tickets.closing import Effect, OpenPromise, effects_of_closing
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.ui.clauses.closures import closure_in_words
from puntuale.ui.readings import viewpoint
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.moments import short

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One open promise: it stays as it is, and may fall due while nobody is there."""

    number: int
    subject: str
    what: str
    before: str
    after: str
    moves: bool
    is_due_while_closed: bool


@dataclass(frozen=True, slots=True)
class NewRow:
    """What a request would be promised, without the closure and with it."""

    comes: str
    what: str
    before: str
    after: str
    moves: bool


@dataclass(frozen=True, slots=True)
class AgreementRows:
    """What happens under one agreement."""

    title: str
    promises: tuple[PromiseRow, ...]
    new: tuple[NewRow, ...]
    moved: int
    stay: int
    due_while_closed: int

    @property
    def left_out(self) -> int:
        return self.moved + self.stay - len(self.promises)


def previewed(row: Closure, *, by: User, at: datetime) -> dict[str, Any]:
    """Everything that the page needs."""
    closure = closure_of(row)
    effects = effects_of_closing(closure, by=by, at=at)
    versions = [each.version for each in effects]
    language = get_language() or "en"
    write: Callable[..., Any] = import_string(settings.CLOSURE_MAIL)
    people = contacts_under(coverages_under(versions, row))
    home = ZoneInfo(by.time_zone)
    return {
        "closure": closure_in_words(closure, at.astimezone(home).date()),
        "agreements": [_rows(each, home, language) for each in effects],
        "people": people.count(),
        "letters": [
            (name, code, write(closure, versions, code, at=at)) for code, name in LANGUAGES
        ],
    }


def _rows(effect: Effect, home: ZoneInfo, language: str) -> AgreementRows:
    first = sorted(effect.promises, key=lambda each: not each.falls_on_closed_day)
    return AgreementRows(
        title=effect.version.title(language),
        promises=tuple(_promise(each, home) for each in first[:MOST_ROWS]),
        new=tuple(
            NewRow(
                comes=short(each.submitted_at, viewpoint(each.before, home)),
                what=str(METRICS[each.before.metric.value].name),
                before=_due(each.before, home),
                after=_due(each.after, home),
                moves=each.before.due_at != each.after.due_at,
            )
            for each in effect.new
        ),
        moved=len(effect.moved),
        stay=len(effect.promises) - len(effect.moved),
        due_while_closed=len(effect.due_while_closed),
    )


def _promise(each: OpenPromise, home: ZoneInfo) -> PromiseRow:
    return PromiseRow(
        number=each.ticket.number,
        subject=each.ticket.subject,
        what=str(METRICS[each.before.metric.value].name),
        before=_due(each.before, home),
        after=_due(each.after, home),
        moves=each.moves,
        is_due_while_closed=each.falls_on_closed_day,
    )


def _due(reading: Reading, home: ZoneInfo) -> str:
    return short(reading.due_at, viewpoint(reading, home)) if reading.due_at else "–"
