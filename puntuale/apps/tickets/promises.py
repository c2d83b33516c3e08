"""What a request's agreement says about it."""

# ruff: noqa: ARG001

from dataclasses import dataclass

from puntuale.apps.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Classes:
    """The types, severities and levels of an agreement; none of a kind means that none is used."""

    types: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    restricted_types: frozenset[str] = frozenset()

    def allows(self, *, type: str, severity: str, level: str) -> bool:  # noqa: A002
        """Whether the agreement names each of them, or uses none of its kind."""
        return all(
            chosen in known if known else not chosen
            for chosen, known in (
                (type, self.types),
                (severity, self.severities),
                (level, (*self.levels, "")),
            )
        )

    def is_restricted(self, type: str) -> bool:  # noqa: A002
        """Whether requests of this type are for the restricted group only."""
        return type in self.restricted_types


def classes_of(ticket: Ticket) -> Classes:
    """The classes that `ticket` can have under its agreement."""
    return Classes()
