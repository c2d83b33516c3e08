"""Of many things that are due each is done by itself: one that fails holds up no other."""

from collections.abc import Callable

import structlog
from django.db import OperationalError

log = structlog.get_logger(__name__)


def by_itself(act: Callable[[], object], trouble: str, **about: object) -> None:
    """Do it; where it fails, log `trouble` and what it is `about`, and go on.

    Raises:
        OperationalError: the database is away or busy, for all of them; the job is done again.
    """
    try:
        act()
    except OperationalError:
        raise
    except Exception:
        log.exception(trouble, **about)
