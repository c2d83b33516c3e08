"""How time is counted on every promise of the document."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.words import Name, one_of
from puntuale.core.agreements.document.section import Section

# The states of a request in which somebody else must act.
WAITING = ("waiting_customer", "waiting_access", "waiting_third_party", "estimate_sent")
ELAPSED, END_OF_DAY = "elapsed", "end_of_day"
NEXT_OFFICE_OPENING, NEXT_COVERED_WINDOW = "next_office_opening", "next_covered_window"


@dataclass(frozen=True, slots=True)
class ClockRow:
    """The key `clock`; `retarget` is what a change of severity is taken for."""

    counting: str = ELAPSED
    pause_while: tuple[Name, ...] = ()
    retarget: str = "evolution"


def read_clock_row(found: Section) -> ClockRow:
    found.optional("start", one_of("submitted"))
    return ClockRow(
        counting=found.default("counting", one_of(ELAPSED, END_OF_DAY), ELAPSED),
        pause_while=found.table("pause_while", one_of(*WAITING)),
        retarget=found.default("retarget", one_of("evolution", "correction"), "evolution"),
    )
