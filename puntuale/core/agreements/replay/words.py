"""Requests in the words of other terms: a word that those lack is told, never guessed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from puntuale.core.agreements.history import Classified, Event, PassedOn, SeverityChanged
from puntuale.core.agreements.replay.histories import Asked, Histories, Mask
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.agreements.words import as_far_as_known, in_words_of


class Missing(NamedTuple):
    """A word of a request that other terms have no word for."""

    kind: str
    word: str


def told_in(terms: Terms, histories: Histories) -> Histories:
    """The histories as far as `terms` know their words; the others fall away."""
    return replace(
        histories,
        kinds=[_asked_in(terms, each) for each in histories.kinds],
        happenings=[
            tuple(told for event in events if (told := in_words_of(terms, event)) is not None)
            for events in histories.happenings
        ],
    )


def missing_in(terms: Terms, histories: Histories) -> dict[Missing, Mask]:
    """The words that `terms` lack, and which requests have them.

    Terms that tell no types, severities or levels apart treat all alike: they lack none of those.
    """
    asked = [
        list(_lacking(terms, replace(each.classification, level=None))) for each in histories.kinds
    ]
    happened = [
        [lack for event in events for lack in _lacking(terms, _said(event))]
        for events in histories.happenings
    ]
    missing: dict[Missing, Mask] = {}
    rows = np.arange(len(histories))
    for lacks, used, of in (
        (asked, histories.asked, rows),
        (happened, histories.what, histories.of),
    ):
        for place in np.unique(used).tolist():
            for each in lacks[place]:
                found = missing.setdefault(each, np.zeros(len(histories), dtype=bool))
                found[of[used == place]] = True
    return missing


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


def _asked_in(terms: Terms, asked: Asked) -> Asked:
    """What was asked; which line of support a request reaches first is the terms' to say."""
    said = replace(as_far_as_known(terms, asked.classification), level=terms.first_level)
    return asked._replace(classification=said)
