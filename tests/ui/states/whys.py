"""Explanations of the design's own promises, and of the rare days."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from puntuale.core.working_time.calendar import Calendar
from puntuale.core.working_time.span import Span
from puntuale.ui.why.values import Explanation, Look, Mark, Sign, Stretch
from puntuale.ui.words.viewpoint import Viewpoint
from tests.ui.states.values import rome

SPLIT = ((540, 780), (870, 1110))
OFFICE = Calendar("Europe/Rome", (SPLIT,) * 5 + ((), ()))
ALWAYS = Calendar("Europe/Rome", (((0, 1440),),) * 7)
ROME = ZoneInfo("Europe/Rome")


def stretch(start: str, end: str, look: Look, reason: str = "") -> Stretch:
    return Stretch(Span(rome(start), rome(end)), look, reason)


def windows(calendar: Calendar, start: str, end: str) -> list[Span]:
    return list(calendar.open_spans(rome(start), rome(end)))


def paused_solution(home: ZoneInfo | None = None) -> Explanation:
    """P1 of Monday 10:00, paused Monday 12:00 to Tuesday 15:00, due Wednesday 11:30."""
    return Explanation(
        view=Viewpoint(rome("2026-11-24 16:20"), ROME, home),
        opened=windows(OFFICE, "2026-11-23 00:00", "2026-11-26 00:00"),
        stretches=[
            stretch("2026-11-23 10:00", "2026-11-23 12:00", Look.COUNTED),
            stretch(
                "2026-11-23 12:00", "2026-11-24 15:00", Look.PAUSED, "our question, their turn"
            ),
            stretch("2026-11-24 15:00", "2026-11-24 16:20", Look.COUNTED),
            stretch("2026-11-24 16:20", "2026-11-24 18:30", Look.AHEAD),
            stretch("2026-11-25 09:00", "2026-11-25 11:30", Look.AHEAD),
        ],
        marks=[
            Mark(rome("2026-11-23 10:00"), Sign.START, "10:00", "sent"),
            Mark(rome("2026-11-24 16:20"), Sign.NOW, "now 16:20"),
            Mark(rome("2026-11-25 11:30"), Sign.DUE, "due 11:30"),
        ],
        result="1 working day of 8 h is used up",
    )


def ahead(calendar: Calendar, start: str, end: str, due: str, **more: object) -> Explanation:
    """All of the open time from `start` to `due` is still to be counted."""
    return Explanation(
        view=Viewpoint(rome(start), ROME),
        opened=windows(calendar, start[:10] + " 00:00", end),
        stretches=[
            Stretch(span, Look.AHEAD) for span in calendar.open_spans(rome(start), rome(due))
        ],
        marks=[
            Mark(rome(start), Sign.NOW, "now " + start[11:]),
            Mark(rome(due), Sign.DUE, "due " + due[11:]),
        ],
        result="the promise is used up",
        closings=dict(more.get("closings", {})),
    )


def over_christmas() -> Explanation:
    """From Wednesday before Christmas to the Monday after the closing."""
    closed = OFFICE.with_closures([(date(2026, 12, 24), date(2027, 1, 1))])
    days = {date(2026, 12, 24) + timedelta(n): "Christmas closing" for n in range(9)}
    return ahead(closed, "2026-12-23 16:00", "2027-01-05 00:00", "2027-01-04 11:00", closings=days)


def thirty_days() -> Explanation:
    """Thirty working days."""
    return ahead(OFFICE, "2026-11-24 10:00", "2027-01-06 00:00", "2027-01-05 10:00")


def short_day() -> Explanation:
    """24 hours over the night in which the clock jumps from 02:00 to 03:00."""
    return ahead(ALWAYS, "2027-03-27 15:00", "2027-03-29 00:00", "2027-03-28 16:00")


def long_day() -> Explanation:
    """24 hours over the night in which the clock goes back from 03:00 to 02:00."""
    return ahead(ALWAYS, "2026-10-24 15:00", "2026-10-26 00:00", "2026-10-25 14:00")


def held_weekend() -> Explanation:
    """S3 of Friday evening, held until Monday morning; and a promise that is late."""
    return Explanation(
        view=Viewpoint(rome("2026-11-30 19:10"), ROME),
        opened=windows(OFFICE, "2026-11-27 00:00", "2026-12-01 00:00"),
        stretches=[
            stretch(
                "2026-11-27 17:40", "2026-11-30 09:00", Look.HELD, "S3 is handled in office hours"
            ),
            stretch("2026-11-30 09:00", "2026-11-30 13:00", Look.COUNTED),
            stretch("2026-11-30 14:30", "2026-11-30 17:10", Look.COUNTED),
            stretch("2026-11-30 17:10", "2026-11-30 18:30", Look.LATE),
        ],
        marks=[
            Mark(rome("2026-11-27 17:40"), Sign.START, "17:40", "sent"),
            Mark(rome("2026-11-30 17:10"), Sign.DUE, "due 17:10"),
            Mark(rome("2026-11-30 19:10"), Sign.NOW, "now 19:10"),
        ],
        result="6 h 40 are used up",
    )


ALL = {
    "paused": paused_solution,
    "held and late": held_weekend,
    "over Christmas": over_christmas,
    "thirty days": thirty_days,
    "23 hours": short_day,
    "25 hours": long_day,
}
