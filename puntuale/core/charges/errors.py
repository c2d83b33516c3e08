"""Work that cannot be rated as it stands."""

from datetime import datetime

from puntuale.core.errors import CoreError


class EmptyOrNegative(CoreError):
    """An entry that ends when it starts, or before."""

    code = "empty_or_negative"

    def __init__(self, start: datetime, end: datetime) -> None:
        super().__init__(f"The work from {start} to {end} ends before it has begun.")


class OverlappingWork(CoreError):
    """Two entries of one person at the same time."""

    code = "overlapping_work"

    def __init__(self, start: datetime, other: datetime) -> None:
        super().__init__(f"The work from {start} on goes on while that from {other} on begins.")
