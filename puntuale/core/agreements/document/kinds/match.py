"""When a row counts: a value or a list for each key, a missing key is any."""

from dataclasses import dataclass, field

from puntuale.core.agreements.document.kinds.words import Name, name, one_of
from puntuale.core.agreements.document.problems import Place
from puntuale.core.agreements.document.section import Kind, Section, one_or_more, section

DEPLOYMENTS = ("cloud", "subscription", "premises")


@dataclass(frozen=True, slots=True)
class Match:
    """What a row asks of a request; None asks nothing."""

    place: Place = field(compare=False)
    type: tuple[Name, ...] | None = None
    severity: tuple[Name, ...] | None = None
    level: tuple[Name, ...] | None = None
    deployment: tuple[Name, ...] | None = None
    window: tuple[Name, ...] | None = None
    package: tuple[Name, ...] | None = None

    @property
    def is_unconditional(self) -> bool:
        return self == Match(self.place)


def match(*, package: bool = False) -> Kind[Match]:
    """A match; only where prepaid time is drawn may it ask for a `package`."""

    def read(found: Section) -> Match:
        return Match(
            place=found.place,
            type=found.optional("type", one_or_more(name)),
            severity=found.optional("severity", one_or_more(name)),
            level=found.optional("level", one_or_more(name)),
            deployment=found.optional("deployment", one_or_more(one_of(*DEPLOYMENTS))),
            window=found.optional("window", one_or_more(name)),
            package=found.optional("package", one_or_more(one_of("available")))
            if package
            else None,
        )

    return section(read)
