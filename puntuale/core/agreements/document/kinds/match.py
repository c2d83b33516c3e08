"""When a row counts: a value or a list for each key, a missing key is any."""

from dataclasses import dataclass, field, replace

from puntuale.core.agreements.document.kinds.words import Name, name, one_of
from puntuale.core.agreements.document.nodes import Node
from puntuale.core.agreements.document.problems import Place, Problems
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
    is_sound: bool = field(default=True, compare=False)

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

    def kind(node: Node, problems: Problems) -> Match:
        before = len(problems.found)
        found = section(read)(node, problems)
        # What is misspelt is not what is meant: it shadows nothing, and nothing shadows it.
        return replace(found, is_sound=len(problems.found) == before)

    return kind
