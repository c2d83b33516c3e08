"""What happened to a request, in the words of its terms: it may have run under others before."""

from collections.abc import Collection
from dataclasses import replace

from puntuale.core.agreements.history import Classified, Event, PassedOn, SeverityChanged
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.terms import Terms


def in_words_of(terms: Terms, event: Event) -> Event | None:
    """`event` as far as `terms` know its words; None: they know nothing of it."""
    if isinstance(event, SeverityChanged):
        return event if event.to in terms.severities else None
    if isinstance(event, PassedOn):
        return event if event.to in terms.levels else None
    if not isinstance(event, Classified):
        return event
    now = as_far_as_known(terms, event.classification)
    return None if now == Classification() else replace(event, classification=now)


def as_far_as_known(terms: Terms, said: Classification) -> Classification:
    """The type, the severity and the level that `terms` have a word for."""
    return Classification(
        known_word(said.type, terms.types),
        known_word(said.severity, terms.severities),
        known_word(said.level, terms.levels),
    )


def known_word(code: str | None, known: Collection[str]) -> str | None:
    """`code` where the agreement knows it: a mail can propose anything."""
    return code if code in known else None
