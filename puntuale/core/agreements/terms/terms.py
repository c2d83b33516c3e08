"""An agreement's terms: what it promises, when, by which channels, and what it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from puntuale.core.agreements.history import Cause
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.escalation import Level
from puntuale.core.agreements.terms.target import Facts, Pattern, Target
from puntuale.core.agreements.terms.timetable import Timetable

Slot = tuple[Metric, bool]
VENDOR, PARTNER = "vendor", "partner"


class ChannelRule(StrEnum):
    """What a channel does with a new request."""

    ACCEPT = "accept"
    REPLY_ONLY = "reply_only"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Channel:
    """How requests come in; `calendar` names the hours in which they may, None is always."""

    rule: ChannelRule
    calendar: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of support: who gives it, and whether only a partner may ask for it."""

    by: str
    only_from_partner: bool = False


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """The part of a charging row that decides whether a request is taken on."""

    row: int
    pattern: Pattern
    charge: str
    reason: str | None

    @property
    def refuses(self) -> bool:
        return self.charge == "refuse"


@dataclass(frozen=True)
class Terms:
    """The executable form of one version of an agreement.

    `slots` are the (metric, binding) pairs that the document speaks of, in its order;
    `targets` are its rows in the order in which they are tried.
    """

    code: str
    version: int
    zone: ZoneInfo
    precedence: int
    products: frozenset[str] | None
    deployments: frozenset[str] | None
    requires: frozenset[str]
    types: tuple[str, ...]
    severities: tuple[str, ...]
    levels: Mapping[str, Line]
    until_classified: Classification | None
    targets: tuple[Target, ...]
    slots: tuple[Slot, ...]
    pause_while: frozenset[str]
    retarget: Cause
    channels: Mapping[str, Channel]
    charging: tuple[ChargeRow, ...] | None
    timetable: Timetable
    escalation: tuple[Level, ...]
    matched: dict[Facts, dict[Slot, Target]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def targets_for(self, facts: Facts) -> dict[Slot, Target]:
        """The targets that count: for each (metric, binding) the first row that matches."""
        try:
            return self.matched[facts]
        except KeyError:
            return self.matched.setdefault(facts, self._first_matching(facts))

    @property
    def first_level(self) -> str | None:
        """The line of support that a customer's request reaches first; None: there are none."""
        return next((code for code, row in self.levels.items() if not row.only_from_partner), None)

    def _first_matching(self, facts: Facts) -> dict[Slot, Target]:
        counting: dict[Slot, Target] = {}
        for target in self.targets:
            if target.pattern.matches(facts):
                counting.setdefault((target.metric, target.binding), target)
        return {slot: counting[slot] for slot in self.slots if slot in counting}

    @property
    def closures(self) -> tuple[Closure, ...]:
        """Every closure, announced or withdrawn at any time, that ends some of its hours."""
        return self.timetable.listed

    def closures_ahead(self, at: datetime) -> tuple[Closure, ...]:
        """Those that a request coming at `at` would meet and that are not over, the next first."""
        today = at.astimezone(self.zone).date()
        ahead = [each for each in self.closures if each.counts_for(at) and each.last >= today]
        return tuple(sorted(ahead, key=lambda each: (each.first, each.last, each.code)))

    @cached_property
    def asks_for_window(self) -> bool:
        """Whether some row asks in which window a request came."""
        patterns = [each.pattern for each in self.targets]
        patterns += [each.pattern for each in self.charging or ()]
        patterns += [each.pattern for each in self.escalation]
        return any(pattern.window is not None for pattern in patterns)
