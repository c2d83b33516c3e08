"""Every few minutes: what the authority is owed, and is near or late, is told to the group."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from puntuale.apps.vulnerabilities.actions import warn_group
from puntuale.apps.vulnerabilities.queries import exploits_owed
from puntuale.interfaces.worker.one_by_one import by_itself

TROUBLE = "what the authority is owed cannot be watched"


def watch(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Look at each vulnerability by itself; its number alone stands in a log."""
    for exploit in exploits_owed():
        by_itself(partial(warn_group, exploit, at=at), TROUBLE, ticket=exploit.ticket.number)
