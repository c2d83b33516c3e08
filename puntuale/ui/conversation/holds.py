"""When a request was held, as events in its thread: nobody did anything, the agreement says so."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.clocks.spans import spans_of
from puntuale.core.agreements.clocks.steps import Span, SpanCode
from puntuale.ui.parts import Message as Entry
from puntuale.ui.readings import viewpoint
from puntuale.ui.words.promises import held
from puntuale.ui.words.windows import in_hours


def holds(readings: Iterable[Reading], home: ZoneInfo) -> list[Entry]:
    """Every hold of a promise that has begun, once for all promises that it held."""
    found: dict[tuple[object, object], Entry] = {}
    for reading in readings:
        for span in _held(reading):
            found.setdefault((span.start, span.end), _entry(span, reading, home))
    return list(found.values())


def _held(reading: Reading) -> Iterator[Span]:
    if not reading.binding:
        return
    for span in spans_of(reading.basis):
        if span.code is SpanCode.HELD and span.start <= reading.read_at:
            yield span


def _entry(span: Span, reading: Reading, home: ZoneInfo) -> Entry:
    hours = in_hours(reading.basis.case.terms.timetable.handled_in(span.because))
    sentence = held(span.end, viewpoint(reading, home), span.because or "", hours)
    return Entry(kind="event", at=span.start, text=sentence, state="held")
