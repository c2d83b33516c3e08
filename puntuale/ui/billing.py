"""The lines of a document in words, and what a request cost beyond what is paid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.sales.billing import Overrun
from puntuale.apps.sales.covering import zone_of
from puntuale.apps.sales.models import BillingDocument, BillingLine
from puntuale.core.charges.money import Money
from puntuale.ui.clauses.naming import plainly
from puntuale.ui.words.charges import amount, coupons, refused, result, why
from puntuale.ui.words.durations import duration
from puntuale.ui.words.lists import listed
from puntuale.ui.words.prepaid import bought

SECOND, ONE_DAY = timedelta(seconds=1), timedelta(days=1)
RELATED = (
    "organisation",
    "charge__ticket",
    "charge__version__agreement",
    "fee",
    "purchase__version",
    "refund__purchase__version",
)


@dataclass(frozen=True, slots=True)
class Billed:
    """One line: whose, of which day, what, why, and how much."""

    customer: str
    customer_code: str
    on: date
    kind: str
    what: str
    reference: str
    reasons: Sequence[str]
    money: Money

    @property
    def amount(self) -> str:
        return amount(self.money)


def billed_lines(document: BillingDocument) -> Iterator[Billed]:
    """Every line of `document`, by customer and day."""
    rows = document.lines.select_related(*RELATED).order_by("organisation__name", "on", "pk")
    for line in rows:
        kind, what, reference, reasons = _said(line)
        customer = line.organisation
        yield Billed(
            customer=customer.name if customer else "",
            customer_code=customer.code if customer else "",
            on=line.on,
            kind=kind,
            what=what,
            reference=reference,
            reasons=reasons,
            money=line.money,
        )


def overrun_in_words(each: Overrun) -> str:
    """ "45 min written off, 2 coupons owed"."""
    whole, said = each.whole, []
    if whole.written_off:
        said.append(_("%(amount)s written off") % {"amount": amount(whole.written_off)})
    if whole.written_off_seconds:
        time = duration(SECOND * whole.written_off_seconds)
        said.append(_("%(time)s of the package written off") % {"time": time})
    if whole.owed_seconds:
        said.append(_("%(time)s owed") % {"time": duration(SECOND * whole.owed_seconds)})
    if whole.coupons_owed:
        said.append(_("%(coupons)s owed") % {"coupons": coupons(whole.coupons_owed)})
    if whole.quote_required_seconds:
        time = duration(SECOND * int(whole.quote_required_seconds))
        said.append(_("%(time)s wait for a quote") % {"time": time})
    return listed(said) if said else refused(whole.refused or "")


Said = tuple[str, str, str, Sequence[str]]


def _said(line: BillingLine) -> Said:
    if (charge := line.charge) is not None:
        whole = charge.charge
        what = _("Request %(number)s: %(result)s") % {
            "number": charge.ticket.number,
            "result": result(whole),
        }
        reference = f"{charge.ticket.number}/{charge.sequence}"
        return pgettext("billed", "work"), what, reference, why(whole, zone_of(charge.version))
    if (fee := line.fee) is not None:
        what = f"{plainly(fee.code)}, {fee.starts_on} – {fee.ends_on - ONE_DAY}"
        product = f", {fee.product}" if fee.product else ""
        return pgettext("billed", "fee"), what + product, "", []
    if (purchase := line.purchase) is not None:
        return pgettext("billed", "purchase"), bought(purchase), purchase.reference or "", []
    assert line.refund is not None
    refunded = line.refund.purchase
    return pgettext("billed", "refund"), bought(refunded), refunded.reference or "", []
