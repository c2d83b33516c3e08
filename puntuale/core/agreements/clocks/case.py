"""A request under its agreement, with what its history says: all that a clock is read from."""

from dataclasses import dataclass

from puntuale.core.agreements.clocks.course import Change, Course
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.facts import facts_of
from puntuale.core.agreements.terms.target import Target
from puntuale.core.agreements.terms.terms import Slot, Terms
from puntuale.core.agreements.terms.timetable import Known


@dataclass(frozen=True, slots=True)
class Case:
    """`taken` is what the request ran as when it came, `submitted` its microseconds, and
    `targets` are what counted then.
    """

    terms: Terms
    request: Request
    taken: Classification
    submitted: int
    known: Known
    course: Course
    targets: dict[Slot, Target]

    def targets_after(self, change: Change) -> dict[Slot, Target]:
        """The targets that count since `change`."""
        return self.terms.targets_for(facts_of(self.terms, self.request, change.classification))

    @property
    def slots(self) -> list[Slot]:
        """Every (metric, binding) that counts, or ever counted, in the document's order."""
        if not self.course.changes:
            return list(self.targets)
        ever = set(self.targets).union(*map(self.targets_after, self.course.changes))
        return [slot for slot in self.terms.slots if slot in ever]
