"""What happens by itself with prepaid time: gifts, fees, and what customers are told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import OperationalError

from puntuale.apps.agreements.models import Coverage
from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.actions.keeping import bring_up_to_date
from puntuale.apps.sales.actions.posting_fees import post_fees
from puntuale.apps.sales.actions.watching import tell_ends, tell_low

log = structlog.get_logger(__name__)

LATELY = timedelta(hours=1)


def upkeep(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Every hour: open what is included, give what registering gives, post fees, tell of ends."""
    for organisation in Organisation.objects.filter(coverages__isnull=False).distinct():
        _by_itself(lambda each=organisation: bring_up_to_date(each, at=at), organisation)
    for coverage in Coverage.objects.select_related("organisation", "partner", "agreement"):
        _by_itself(lambda each=coverage: post_fees(each, at=at), coverage)
    tell_ends(at=at)
    tell_low(at=at)


def alerts(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Every few minutes: tell of the packages from which something was taken lately."""
    tell_low(at=at, since=at - LATELY)


def _by_itself(act: Any, about: object) -> None:
    try:
        act()
    except OperationalError:
        raise
    except Exception:
        log.exception("what is due cannot be posted", about=str(about))
