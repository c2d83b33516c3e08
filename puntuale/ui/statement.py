"""A customer's month as pages and spreadsheets show it: each line with its result and its reasons."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.apps.sales.books import day_in_books
from puntuale.apps.sales.covering import zone_of
from puntuale.apps.sales.models import PostedFee, Purchase
from puntuale.apps.sales.statement import Statement, WorkOn
from puntuale.apps.tickets.models import Ticket
from puntuale.core.charges.money import Money
from puntuale.ui.clauses.naming import plainly
from puntuale.ui.sheets import Cell
from puntuale.ui.words.charges import amount, coupons, why
from puntuale.ui.words.dates import date_of
from puntuale.ui.words.durations import duration
from puntuale.ui.words.lists import listed
from puntuale.ui.words.money import money, percent
from puntuale.ui.words.prepaid import bought

SECOND, ONE_DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the day, what it is about, what was taken, why, and the money it adds."""

    day: str
    on: date
    what: str
    href: str
    taken: str
    reasons: Sequence[str]
    money: Money

    @property
    def amount(self) -> str:
        return amount(self.money)


@dataclass(frozen=True, slots=True)
class StatementShown:
    """Everything that `ui/_statement.html` draws."""

    lines: Sequence[Line]
    totals: Sequence[str]


Href = Callable[[Ticket], str]


def statement_shown(
    statement: Statement, visible: Collection[int], href: Href, today: date
) -> StatementShown:
    """The month for a reader who may see the requests with these keys; others are only numbered."""
    lines = [
        *(_work(each, visible, href, today) for each in statement.work),
        *(_purchase(each, statement.zone, today) for each in statement.purchases),
        *(_fee(each, today) for each in statement.fees),
    ]
    lines.sort(key=lambda line: line.on)
    return StatementShown(lines, [amount(each) for each in statement.totals])


def sheet_of(shown: StatementShown) -> Iterator[list[Cell]]:
    """The same lines for a spreadsheet, amounts as plain figures."""
    for line in shown.lines:
        yield [
            line.on,
            line.what,
            line.taken,
            " ".join(line.reasons),
            line.money.decimal,
            line.money.currency,
        ]


def headings() -> list[str]:
    """What stands above the columns of `sheet_of`."""
    return [_("Day"), _("What"), _("Used"), _("Why"), _("Amount"), _("Currency")]


def _work(each: WorkOn, visible: Collection[int], href: Href, today: date) -> Line:
    ticket, charge = each.ticket, each.newest.charge
    is_shown = ticket.pk in visible
    number = _("Request %(number)s") % {"number": ticket.number}
    return Line(
        day=date_of(each.worked_on, today),
        on=each.worked_on,
        what=f"{ticket.number} · {ticket.subject}" if is_shown else number,
        href=href(ticket) if is_shown else "",
        taken=taken(each),
        reasons=why(charge, zone_of(each.newest.version)),
        money=each.amount,
    )


def taken(each: WorkOn) -> str:
    """ "2 coupons", "1 h 30 of the package"; "nothing" where it was included or free."""
    drawn = each.drawn
    said = []
    if time := drawn.get("package", 0) + drawn.get("owed", 0):
        said.append(_("%(time)s of the package") % {"time": _signed(time)})
    if time := drawn.get("allowance", 0):
        said.append(_("%(time)s of the allowance") % {"time": _signed(time)})
    if count := drawn.get("coupon", 0) + drawn.get("owed_coupons", 0):
        said.append(coupons(count))
    if said:
        return listed(said)
    return "" if each.amount else _("nothing: free or included")


def _fee(fee: PostedFee, today: date) -> Line:
    """ "“retainer”, 1 Nov – 30 Nov", and of which list price it is a share."""
    last = fee.ends_on - ONE_DAY
    values = {
        "name": plainly(fee.code),
        "first": date_of(fee.starts_on, today),
        "last": date_of(last, today),
        "product": fee.product,
    }
    what = _("“%(name)s”, %(first)s – %(last)s") % values
    if fee.percent is None or fee.list_price is None:
        return Line(date_of(fee.due_on, today), fee.due_on, what, "", "", [], fee.money)
    share = {
        "percent": percent(fee.percent.normalize()),
        "price": money(fee.list_price, fee.currency),
        "product": fee.product,
        "day": values["first"],
    }
    reason = _("%(percent)s of %(price)s, the list price of %(product)s on %(day)s.") % share
    return Line(date_of(fee.due_on, today), fee.due_on, what, "", "", [reason], fee.money)


def _signed(seconds: int) -> str:
    return f"{'−' if seconds < 0 else ''}{duration(SECOND * seconds)}"


def _purchase(purchase: Purchase, zone: ZoneInfo, today: date) -> Line:
    assert purchase.granted_at is not None
    day = day_in_books(purchase.granted_at, zone)
    what = bought(purchase)
    reference = f" · {purchase.reference}" if purchase.reference else ""
    return Line(
        day=date_of(day, today),
        on=day,
        what=f"{what[:1].upper()}{what[1:]}{reference}",
        href="",
        taken="",
        reasons=[],
        money=purchase.money,
    )
