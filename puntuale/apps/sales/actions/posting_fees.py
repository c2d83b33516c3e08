"""Periodic charges: each period posted once, when it is due."""

from datetime import datetime

from django.db import IntegrityError, transaction

from puntuale.apps.agreements.models import Coverage
from puntuale.apps.agreements.queries import PARTNER
from puntuale.apps.agreements.sellers import seller_at
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.covering import zone_of
from puntuale.apps.sales.decimals import four_decimals
from puntuale.apps.sales.fees import Due, fees_due
from puntuale.apps.sales.models import PostedFee
from puntuale.apps.sales.money import enter_sale


def post_fees(coverage: Coverage, *, at: datetime) -> int:
    """Post what is due of `coverage` and was not posted; how many lines. Asked again, none."""
    return sum(_posted(each, at) for each in fees_due(coverage, at) if each.money is not None)


def _posted(due: Due, at: datetime) -> bool:
    assert due.money is not None
    payer = _payer(due)
    fee = PostedFee(
        organisation=payer,
        coverage=due.coverage,
        version=due.version,
        code=due.fee.code,
        product=due.product.code if due.product else "",
        starts_on=due.period.start,
        ends_on=due.period.end,
        due_on=due.due_on,
        list_price=due.list_price,
        percent=None if due.fee.share is None else four_decimals(due.fee.share * 100),
        amount=due.money.minor,
        currency=due.money.currency,
        posted_at=at,
    )
    try:
        with transaction.atomic():
            fee.save(force_insert=True)
            facts = (fee.amount, fee.currency)
            enter_sale(payer, *facts, reference=f"fee:{fee.pk}", at=at)
    except IntegrityError:  # another worker was first
        return False
    return True


def _payer(due: Due) -> Organisation:
    """Who sold the coverage when the period began, where partners sell the agreement."""
    if document_of(due.version).header.seller != PARTNER:
        return due.coverage.organisation
    begun = due.period.bounds(zone_of(due.version))[0]
    return seller_at(due.coverage, begun) or due.coverage.organisation
