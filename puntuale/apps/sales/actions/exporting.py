"""Everything that is to be billed is put on a document, once."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.charges.models import Charge
from puntuale.apps.sales.billing import Billable, unbilled
from puntuale.apps.sales.errors import ExportedMeanwhile, NothingToBill
from puntuale.apps.sales.models import BillingDocument, BillingLine, PostedFee, Purchase


@transaction.atomic
def export(through: date, *, by: User, at: datetime) -> BillingDocument:
    """Put everything up to and including a day on a new document; what comes later waits for the next.

    Raises:
        NothingToBill: all of it is on documents.
        ExportedMeanwhile: somebody else has put some of it on one at the same moment.
    """
    things = unbilled(through)
    if not things:
        raise NothingToBill
    document = BillingDocument.objects.create(through=through, made_at=at, made_by=by)
    try:
        with transaction.atomic():
            BillingLine.objects.bulk_create(_line(document, each) for each in things)
    except IntegrityError as trouble:
        raise ExportedMeanwhile from trouble
    after = {"through": str(through), "lines": len(things)}
    record_change("billing.exported", document, by=by, at=at, after=after)
    return document


def _line(document: BillingDocument, each: Billable) -> BillingLine:
    line = BillingLine(
        document=document,
        organisation=each.organisation,
        on=each.on,
        amount=each.money.minor,
        currency=each.money.currency,
    )
    match each.what:
        case Charge():
            line.charge = each.what
        case PostedFee():
            line.fee = each.what
        case Purchase():
            line.purchase = each.what
        case _:
            line.refund = each.what
    return line
