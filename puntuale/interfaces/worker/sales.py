"""What happens by itself with prepaid time: gifts, fees, and what customers are told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.actions.keeping import bring_up_to_date
from puntuale.apps.sales.actions.posting_fees import post_fees
from puntuale.apps.sales.actions.watching import tell_ends, tell_low
from puntuale.apps.sales.fees import coverages_with_fees
from puntuale.interfaces.worker.one_by_one import by_itself

LATELY = timedelta(hours=1)
NOT_POSTED = "what is due cannot be posted"


def upkeep(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Every hour: open what is included, give what registering gives, post fees, tell of ends."""
    for organisation in Organisation.objects.filter(coverages__isnull=False).distinct():
        act = partial(bring_up_to_date, organisation, at=at)
        by_itself(act, NOT_POSTED, about=str(organisation))
    for coverage in coverages_with_fees(at):
        by_itself(partial(post_fees, coverage, at=at), NOT_POSTED, about=str(coverage))
    tell_ends(at=at)
    tell_low(at=at)


def alerts(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Every few minutes: tell of the packages from which something was taken lately."""
    tell_low(at=at, since=at - LATELY)
