"""Every few minutes: what work under way has used by now is reserved for it."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from puntuale.apps.charges.reserving import reserve_work, tickets_with_work_under_way
from puntuale.interfaces.worker.one_by_one import by_itself

TROUBLE = "what work has used cannot be reserved"


def reserve(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Hold it for each request by itself."""
    for ticket in tickets_with_work_under_way(at):
        by_itself(partial(reserve_work, ticket, at=at), TROUBLE, ticket=ticket.number)
