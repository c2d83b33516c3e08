"""Requests in the words of other terms: a word that those lack is told, never guessed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from puntuale.core.agreements.history import Classified, Event, PassedOn, SeverityChanged
from puntuale.core.agreements.replay.histories import Asked, Histories, Mask
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.terms import Terms


class Missing(NamedTuple):
    """A word of a request that other terms have no word for."""

    kind: str
    word: str


def in_words_of(terms: Terms, histories: Histories) -> tuple[Histories, dict[Missing, Mask]]:
    """The histories as `terms` would have told them, and who has a word that they lack.

    Terms that tell no types, severities or levels apart treat all alike: those words fall away.
    """
    missing: dict[Missing, Mask] = {}

    def noted(lacks: list[list[Missing]], used: np.ndarray, rows: np.ndarray) -> None:
        for place in np.unique(used).tolist():
            for each in lacks[place]:
                found = missing.setdefault(each, np.zeros(len(histories), dtype=bool))
                found[rows[used == place]] = True

    asked = [
        list(_lacking(terms, replace(each.classification, level=None))) for each in histories.kinds
    ]
    noted(asked, histories.asked, np.arange(len(histories)))
    happened = [
        [lack for event in events for lack in _lacking(terms, _said(event))]
        for events in histories.happenings
    ]
    noted(happened, histories.what, histories.of)
    told = replace(
        histories,
        kinds=[_asked_in(terms, each) for each in histories.kinds],
        happenings=[_told_in(terms, events) for events in histories.happenings],
    )
    return told, missing


def _said(event: Event) -> Classification:
    match event:
        case SeverityChanged():
            return Classification(severity=event.to)
        case PassedOn():
            return Classification(level=event.to)
        case Classified():
            return event.classification
    return Classification()


def _lacking(terms: Terms, said: Classification) -> Iterator[Missing]:
    if said.type is not None and terms.types and said.type not in terms.types:
        yield Missing("type", said.type)
    if said.severity is not None and terms.severities and said.severity not in terms.severities:
        yield Missing("severity", said.severity)
    if said.level is not None and terms.levels and said.level not in terms.levels:
        yield Missing("level", said.level)


def _in_words(terms: Terms, said: Classification) -> Classification:
    return Classification(
        said.type if terms.types else None,
        said.severity if terms.severities else None,
        said.level if terms.levels else None,
    )


def _asked_in(terms: Terms, asked: Asked) -> Asked:
    """What would have been asked; which line of support it reaches first is the terms' to say."""
    said = replace(_in_words(terms, asked.classification), level=terms.first_level)
    return asked._replace(classification=said)


def _told_in(terms: Terms, events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(
        replace(event, classification=_in_words(terms, event.classification))
        if isinstance(event, Classified)
        else event
        for event in events
        if not (isinstance(event, SeverityChanged) and not terms.severities)
        and not (isinstance(event, PassedOn) and not terms.levels)
    )
