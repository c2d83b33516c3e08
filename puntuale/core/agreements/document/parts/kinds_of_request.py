"""What a request can be: its types, severities and levels."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.texts import Texts, texts
from puntuale.core.agreements.document.kinds.words import Name, flag, one_of
from puntuale.core.agreements.document.problems import Place
from puntuale.core.agreements.document.section import Section


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type of request; a terminal one ends it, a restricted one is seen by few."""

    place: Place
    title: Texts
    description: Texts | None
    is_terminal: bool
    is_restricted: bool


@dataclass(frozen=True, slots=True)
class SeverityRow:
    """How much a request hurts."""

    place: Place
    title: Texts
    description: Texts | None


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A line of support: who gives it, on what it is charged, who may ask for it."""

    place: Place
    title: Texts | None
    by: Name
    charge_basis: Name | None
    only_from: Name | None


def read_type(found: Section) -> TypeRow:
    return TypeRow(
        place=found.place,
        title=found.required("title", texts),
        description=found.optional("description", texts),
        is_terminal=found.default("terminal", flag, False),
        is_restricted=found.optional("visibility", one_of("restricted")) is not None,
    )


def read_severity(found: Section) -> SeverityRow:
    description = found.optional("description", texts)
    return SeverityRow(found.place, found.required("title", texts), description)


def read_level(found: Section) -> LevelRow:
    return LevelRow(
        place=found.place,
        title=found.optional("title", texts),
        by=found.required("by", one_of("partner", "vendor")),
        charge_basis=found.optional("charge_basis", one_of("time", "incident")),
        only_from=found.optional("only_from", one_of("partner")),
    )
