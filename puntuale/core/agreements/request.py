"""What an agreement is asked about: a request, as it reached the vendor."""

from dataclasses import dataclass
from datetime import datetime

from puntuale.core.agreements.instants import utc


@dataclass(frozen=True, slots=True)
class Classification:
    """Type, severity and level; None is what nobody has decided yet."""

    type: str | None = None
    severity: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request: when and by which channel it came, and what it was taken for then.

    `submitted_at` is when it reached the vendor, never what its sender's clock said.
    `deployment` is a property of the coverage it is asked under: cloud, subscription or premises.
    """

    submitted_at: datetime
    channel: str
    classification: Classification = Classification()
    deployment: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "submitted_at", utc(self.submitted_at))
