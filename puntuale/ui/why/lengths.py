"""How long something is told to be, beside hours that are told without their seconds.

From 16:05:38 to 18:30 there are 2 h 24 and some seconds; whoever reads 16:05 – 18:30 expects 2 h 25.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from puntuale.core.working_time.span import Span
from puntuale.ui.words.durations import MINUTE


def length_told(span: Span) -> timedelta:
    """The length of `span` by the hours that are told of it; under a minute, as it is."""
    return _cut(span.end) - _cut(span.start) or span.length


class Totals:
    """Sums of spans as they are told: each line adds up to its total, and the last to the budget.

    What was begun within a minute is told from the whole minute on, through to the end.
    """

    def __init__(self, counted: Iterable[Span]) -> None:
        first = min(counted, default=None)
        self._begun = first.start - _cut(first.start) if first else timedelta()
        self._exact = timedelta()

    def add(self, span: Span) -> timedelta:
        """How long `span`, the next that counts, is told to be."""
        before, self._exact = self.told, self._exact + span.length
        return self.told - before or span.length

    @property
    def told(self) -> timedelta:
        """What was counted so far."""
        if not self._exact:
            return timedelta()
        return (self._exact + self._begun) // MINUTE * MINUTE


def _cut(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
