"""A month's statement says everything; what is exported stands on one document at most."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from puntuale.apps.charges.models import Charge
from puntuale.apps.sales.actions.exporting import export
from puntuale.apps.sales.actions.refunding import refund
from puntuale.apps.sales.billing import by_customer, overruns, unbilled
from puntuale.apps.sales.errors import NothingToBill
from puntuale.apps.sales.models import BillingDocument, BillingLine
from puntuale.apps.sales.statement import statement_of
from puntuale.core.charges.money import Money
from puntuale.ui.sheets import csv_of
from puntuale.ui.statement import statement_shown
from tests.apps.charges.stories import LATER, classified, rated, under, worked
from tests.apps.sales.shopping import bought, open_shop
from tests.cast import NOON, rome

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
LAST = date(2026, 11, 30)


@pytest.fixture
def month(cast):
    """Brembo in November: a bug for nothing, and an hour of help whose estimate was accepted."""
    agreement = under("suite-sla")
    free = classified(cast, agreement, type="bug", severity="P3")
    worked(cast, free, "2026-11-23 09:00 - 09:20")
    rated(free)
    paid = classified(cast, agreement, type="helpdesk", severity="P3")
    worked(cast, paid, "2026-11-24 10:00 - 11:00")
    rated(paid)
    return free, paid


def totals(things):
    return [
        (str(each.organisation), each.count, [str(total) for total in each.totals])
        for each in by_customer(things)
    ]


class TestTheStatement:
    def test_what_is_free_or_included_stands_there_at_nothing(self, cast, month):
        work = statement_of(cast.brembo, NOVEMBER).work

        free, paid = month
        assert [each.ticket for each in work] == [free, paid]
        assert work[0].is_nothing
        assert work[0].newest.charge.because

    def test_another_month_is_empty(self, cast, month):
        assert statement_of(cast.brembo, DECEMBER).is_empty

    def test_others_work_is_theirs(self, cast, month):
        assert statement_of(cast.alpine, NOVEMBER).is_empty

    def test_a_purchase_stands_in_the_month_of_its_payment(self, cast):
        open_shop(cast)
        bought(cast)

        statement = statement_of(cast.alpine, NOVEMBER)

        assert [str(total) for total in statement.totals] == ["2800.00"]

    def test_a_correction_changes_the_line_and_not_the_number_of_lines(self, cast, month):
        _free, paid = month
        before = statement_of(cast.brembo, NOVEMBER).work[1]
        worked(cast, paid, "2026-11-24 11:00 - 12:00")
        rated(paid)

        after = statement_of(cast.brembo, NOVEMBER).work[1]

        assert after.ticket == before.ticket
        assert after.newest.charge.amount == after.amount


class TestDocuments:
    def test_everything_is_exported_once(self, cast, month):
        before = unbilled(LAST)
        document = export(LAST, by=cast.elena, at=LATER)

        assert document.lines.count() == len(before) == 2
        assert unbilled(LAST) == []
        with pytest.raises(NothingToBill):
            export(LAST, by=cast.elena, at=LATER)

    def test_a_correction_comes_on_the_next_one_as_the_difference(self, cast, month):
        """R-03 and X-07: what was handed on stays as it was."""
        _free, paid = month
        first = export(LAST, by=cast.elena, at=LATER)
        handed = sum(line.amount for line in first.lines.all())
        worked(cast, paid, "2026-11-24 11:00 - 12:00")
        rated(paid)

        second = export(LAST, by=cast.elena, at=LATER)

        assert sum(line.amount for line in first.lines.all()) == handed
        assert second.lines.count() == 1
        whole = statement_of(cast.brembo, NOVEMBER).totals
        assert [handed + second.lines.get().amount] == [total.minor for total in whole]

    def test_what_comes_after_the_day_waits(self, cast, month):
        export(date(2026, 11, 23), by=cast.elena, at=LATER)

        assert len(unbilled(LAST)) == 1

    def test_a_purchase_stands_under_the_day_of_the_vendor_on_both(self, cast):
        """Half past midnight of 1 December in Rome is 30 November in UTC."""
        open_shop(cast)
        bought(cast, at=rome("2026-12-01 00:30"))

        assert unbilled(LAST) == []
        assert [each.on for each in unbilled(DECEMBER)] == [DECEMBER]
        assert statement_of(cast.alpine, NOVEMBER).is_empty
        statement = statement_of(cast.alpine, DECEMBER)
        shown = statement_shown(statement, set(), str, DECEMBER)
        assert [line.on for line in shown.lines] == [DECEMBER]

    def test_a_purchase_and_its_refund_are_two_lines(self, cast):
        open_shop(cast)
        purchase = bought(cast)
        export(LAST, by=cast.elena, at=LATER)
        refund(purchase, Money(100000, "EUR"), by=cast.elena, at=NOON + timedelta(days=1))

        assert totals(unbilled(LAST)) == [("Alpine Optics", 1, ["-1000.00"])]

    def test_the_database_itself_lets_a_charge_on_one_document_alone(self, cast, month):
        export(LAST, by=cast.elena, at=LATER)
        line = BillingLine.objects.filter(charge__isnull=False).first()
        other = BillingDocument.objects.create(through=LAST, made_at=LATER, made_by=cast.elena)

        line.pk, line.document = None, other

        with pytest.raises(IntegrityError), transaction.atomic():
            line.save(force_insert=True)
        for rewriting in (
            lambda: BillingLine.objects.update(amount=1),
            lambda: BillingLine.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                rewriting()


def test_work_that_nobody_pays_is_shown(cast):
    """Coupons owed, which the next purchase settles."""
    cast.brembo.contacts.update(may_spend=True)
    ticket = classified(cast, under("direct-support"))
    worked(cast, ticket, "2026-11-23 09:00 - 09:20")
    rated(ticket)

    found = overruns(Charge.objects.all(), NOVEMBER)

    assert [each.whole.coupons_owed for each in found] == [2]


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1+1", "＝1", "-2+3+cmd|' /C calc'!A0"],
)
def test_nothing_that_anybody_typed_is_a_formula(typed):
    text = csv_of(["What", "Amount"], [[typed, Money(-1250, "EUR").decimal]])

    cell = text.split("\r\n", 1)[1]
    assert cell.lstrip('"').startswith("'")
    assert cell.rstrip().endswith("-12.50")


@pytest.mark.parametrize("harmless", ["1018 · Spelling", "Alpine & Co", "a=b", "", "RF81P0000012"])
def test_what_is_no_formula_stays_as_it_is(harmless):
    assert csv_of(["What"], [[harmless]]).split("\r\n")[1].strip('"') == harmless
