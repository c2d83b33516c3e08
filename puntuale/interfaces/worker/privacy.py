"""At night: what rules of retention and the time of copies let go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from puntuale.apps.privacy.copying import remove_ended
from puntuale.apps.privacy.retention import carry_out_rules


def carry_out(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """A slice at a time, so that other writers get their turn in between."""
    remove_ended(at=at)
    while carry_out_rules(at=at):
        pass
