"""Every few minutes: what customers wrote about the way into their systems is wiped after its term."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from puntuale.apps.access.details import wipe_ended


def wipe(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """A slice at a time, so that other writers get their turn in between."""
    while wipe_ended(at=at):
        pass
