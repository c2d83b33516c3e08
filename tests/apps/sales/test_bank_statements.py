"""A line of a statement pays the one order that it names, exactly, and once; people decide the rest."""

from datetime import date

import pytest

from puntuale.apps.ledger.models import Lot
from puntuale.apps.sales.actions.importing import Imported, decide, keep_statement
from puntuale.apps.sales.actions.ordering import cancel
from puntuale.apps.sales.actions.paying import accept_as_paid
from puntuale.apps.sales.bank.amounts import Ambiguous, read_amount, read_date
from puntuale.apps.sales.bank.camt import MOST_BYTES, read_camt
from puntuale.apps.sales.bank.lines import Line, NotReadable
from puntuale.apps.sales.bank.table import read_table
from puntuale.apps.sales.errors import LineDecided, NothingCame
from puntuale.apps.sales.models import BankLine, Payment, Purchase
from puntuale.apps.sales.references import in_groups, reference_of, references_in
from puntuale.core.charges.money import Money
from tests.apps.sales.shopping import COUPON, ordered, paid
from tests.cast import NOON

DAY = date(2026, 11, 20)

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{edition}"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>IT60X0542811101000000123456</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"""


def entry(amount="2800.00", *, ref="B1", way="CRDT", status="<Cd>BOOK</Cd>", text="", parts=""):
    return f"""<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>{status}</Sts>
    <BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef><NtryDtls>{
        parts
        or f'''<TxDtls>
    <RltdPties><Dbtr><Pty><Nm>Alpine Optics</Nm></Pty></Dbtr></RltdPties>
    <RmtInf><Strd><CdtrRefInf><Ref>{text}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>'''
    }</NtryDtls></Ntry>"""


def camt(*entries, edition="08"):
    return CAMT.format(edition=edition, entries="".join(entries)).encode()


def line(purchase, *, key="B1", more=0, text=None):
    money = Money(purchase.amount + more, purchase.currency)
    return Line(key, DAY, money, "Alpine Optics", text or f"order {purchase.reference}")


def kept(shop, *lines):
    return keep_statement(lines, by=shop.elena, at=NOON)


class TestReferences:
    def test_each_order_has_its_own_with_check_digits(self):
        assert reference_of(12) == "RF81P0000012"
        assert in_groups(reference_of(12)) == "RF81 P000 0012"

    @pytest.mark.parametrize(
        "text",
        [
            "RF81P0000012",
            "rf81 p000 0012",
            "payment of RF81-P000-0012, thank you",
            "RF81P0000012RF",
            "ORDER RF81 P000 0012 OF NOVEMBER",
        ],
    )
    def test_they_are_found_however_they_are_written(self, text):
        assert "RF81P0000012" in references_in(text)

    def test_two_that_follow_each_other_are_both_found(self):
        text = f"{reference_of(12)} {reference_of(13)}"

        assert {reference_of(12), reference_of(13)} <= set(references_in(text))

    @pytest.mark.parametrize("text", ["RF82P0000012", "RF81P0000013", "12", ""])
    def test_a_wrong_one_is_none(self, text):
        assert not [each for each in references_in(text) if len(each) == 12]


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("2800", 280000), ("2800,00", 280000), ("2800.5", 280050), ("2.800,00", 280000),
        ("2,800.00", 280000), ("1'234'567.89", 123456789), ("-5", -500), ("−5,00", -500),
        ("1.234.567", 123456700),
    ],
)  # fmt: skip
def test_amounts_are_read_as_banks_write_them(text, minor):
    assert read_amount(text, "EUR") == Money(minor, "EUR")


@pytest.mark.parametrize(
    ("text", "error"),
    [("2.800", Ambiguous), ("2,800", Ambiguous), ("28,123", Ambiguous), ("x", ValueError),
     ("1,2345", ValueError), ("", ValueError), ("1e3", ValueError)],
)  # fmt: skip
def test_what_could_mean_two_things_is_not_guessed(text, error):
    with pytest.raises(error):
        read_amount(text, "EUR")


@pytest.mark.parametrize("text", ["2026-11-20", "20/11/2026", "20.11.2026", "2026-11-20T10:00:00"])
def test_days_are_read(text):
    assert read_date(text) == DAY


class TestXml:
    @pytest.mark.parametrize("edition", ["02", "08"])
    def test_booked_money_that_came_in_is_read(self, edition):
        statement = read_camt(
            camt(
                entry(text="RF81P0000012"),
                entry("10.00", way="DBIT", ref="B2"),
                entry("11.00", status="<Cd>PDNG</Cd>", ref="B3"),
                entry("12.00", status="BOOK", ref="B4"),
                edition=edition,
            )
        )

        first, second = statement.lines
        assert first == Line(
            "IT60X0542811101000000123456:B1",
            DAY,
            Money(280000, "EUR"),
            "Alpine Optics",
            "RF81P0000012",
        )
        assert second.money == Money(1200, "EUR")

    def test_several_payments_in_one_entry_are_several_lines(self):
        parts = "".join(
            f'<TxDtls><Amt Ccy="EUR">{amount}</Amt><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>'
            for amount, text in (("25.00", "a"), ("75.00", "b"))
        )

        statement = read_camt(camt(entry("100.00", parts=parts)))

        assert [(each.money.minor, each.text, each.key[-4:]) for each in statement.lines] == [
            (2500, "a", "B1/1"),
            (7500, "b", "B1/2"),
        ]

    def test_an_entry_that_cannot_be_read_is_named_and_the_others_are(self):
        statement = read_camt(camt(entry("1.234"), entry("5.00", ref="B2")))

        assert [each.money.minor for each in statement.lines] == [500]
        assert [each.number for each in statement.troubles] == [1]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b'<!DOCTYPE x [<!ENTITY a "b">]><Document>&a;</Document>', "document_type"),
            (b'<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><Document/>', "document_type"),
            (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///x">]><Document>&f;</Document>', "document_type"),
            (b"<Document/>", "no_statement"),
            (b"<Document>", "not_xml"),
            (b" " * (MOST_BYTES + 1), "too_large"),
        ],
    )  # fmt: skip
    def test_what_is_no_statement_is_refused(self, content, code):
        with pytest.raises(NotReadable) as refused:
            read_camt(content)

        assert refused.value.code == code

    def test_a_payer_keeps_the_letters_of_their_name_whatever_encoding_is_declared(self):
        """The file was Latin-1; what is read is the text that was shown before."""
        content = camt(entry()).replace(b"Alpine Optics", "Società Müller".encode())

        for declared in (b"UTF-8", b"ISO-8859-1"):
            (found,) = read_camt(content.replace(b"UTF-8", declared)).lines
            assert found.payer == "Società Müller"

    def test_a_billion_laughs_are_none(self):
        bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        content = f'<!DOCTYPE l [<!ENTITY l0 "lol">{bomb}]><Document>&l9;</Document>'

        with pytest.raises(NotReadable):
            read_camt(content.encode())


class TestTables:
    TEXT = (
        "Data;Importo;Causale;Ordinante\n"
        "20/11/2026;2.800,00;RF81P0000012;Alpine Optics\n"
        "20/11/2026;-5,00;fee;\n"
    )

    def test_italian_headings_are_known(self):
        (found,) = read_table(self.TEXT, "EUR").lines

        assert (found.booked_on, found.money, found.payer) == (
            DAY,
            Money(280000, "EUR"),
            "Alpine Optics",
        )

    def test_two_lines_that_say_the_same_are_two_and_stay_so(self):
        row = "2026-11-20,25.00,coupons\n"
        first = read_table(f"date,amount,text\n{row}{row}", "EUR").lines
        again = read_table(f"date,amount,text\n{row}{row}", "EUR").lines

        assert len({each.key for each in first}) == 2
        assert first == again

    def test_a_line_that_could_mean_two_things_is_shown(self):
        statement = read_table("date,amount,text\n2026-11-20,2.800,x\nnever,1,y\n", "EUR")

        assert [(each.number, each.code) for each in statement.troubles] == [
            (2, "ambiguous"),
            (3, "entry"),
        ]

    def test_without_headings_it_says_which_are_missing(self):
        with pytest.raises(NotReadable) as refused:
            read_table("2026-11-20;1;2\n", "EUR")

        assert refused.value.detail == "date, amount, text"


class TestMatching:
    def test_the_exact_amount_with_the_reference_pays_the_order(self, shop):
        """C-60."""
        purchase = ordered(shop)

        assert kept(shop, line(purchase)) == Imported(paid=1)

        purchase.refresh_from_db()
        assert purchase.state == Purchase.State.GRANTED
        assert Payment.objects.get().received_at.date() == date(2026, 11, 19)  # midnight in Rome

    def test_the_same_statement_again_changes_nothing(self, shop):
        purchase = ordered(shop)
        kept(shop, line(purchase))

        assert kept(shop, line(purchase), line(purchase)) == Imported(known=2)

        assert (Payment.objects.count(), Lot.objects.count()) == (1, 1)

    @pytest.mark.parametrize(("more", "why"), [(-1, "partial"), (1, "too_much")])
    def test_another_amount_waits_for_a_person(self, shop, more, why):
        assert kept(shop, line(ordered(shop), more=more)) == Imported(to_decide=1)

        assert BankLine.objects.get().why == why
        assert not Payment.objects.exists()

    def test_a_line_that_names_two_orders_waits_for_a_person(self, shop):
        first, second = ordered(shop), ordered(shop)

        kept(shop, line(first, text=f"{first.reference} {second.reference}"))

        assert BankLine.objects.get().why == "several"

    def test_a_line_without_a_reference_waits_although_its_amount_fits(self, shop):
        kept(shop, line(ordered(shop), text="packages, thank you"))

        assert BankLine.objects.get().why == "unknown"

    def test_a_cancelled_order_waits_for_a_person(self, shop):
        purchase = ordered(shop)
        cancel(purchase, by=shop.elena, at=NOON)

        kept(shop, line(purchase))

        assert BankLine.objects.get().why == "closed"

    def test_two_lines_for_one_order_in_one_statement_pay_it_once(self, shop):
        purchase = ordered(shop)

        assert kept(shop, line(purchase), line(purchase, key="B2")) == Imported(paid=1, to_decide=1)

    def test_a_person_says_what_a_line_pays_once(self, shop):
        purchase = ordered(shop)
        kept(shop, line(purchase, text="thank you"))
        row = BankLine.objects.get()

        assert decide(row, purchase, by=shop.elena, at=NOON)

        with pytest.raises(LineDecided):
            decide(row, None, by=shop.elena, at=NOON)
        assert Payment.objects.get().recorded_by == shop.elena

    def test_a_part_is_kept_and_the_order_waits_until_somebody_takes_it_as_paid(self, shop):
        purchase = ordered(shop)
        kept(shop, line(purchase, more=-100))

        assert not decide(BankLine.objects.get(), purchase, by=shop.elena, at=NOON)
        purchase.refresh_from_db()
        assert purchase.state == Purchase.State.ORDERED
        accept_as_paid(purchase, by=shop.elena, at=NOON, note="bank charges")

        purchase.refresh_from_db()
        assert purchase.state == Purchase.State.GRANTED

    def test_nothing_is_taken_as_paid_without_any_money(self, shop):
        with pytest.raises(NothingCame):
            accept_as_paid(ordered(shop), by=shop.elena, at=NOON, note="")

    def test_what_is_not_for_us_is_left_alone(self, shop):
        kept(shop, line(ordered(shop, COUPON), text="rent"))

        decide(BankLine.objects.get(), None, by=shop.elena, at=NOON)

        assert BankLine.objects.get().state == BankLine.State.LEFT
        assert not Payment.objects.exists()

    def test_a_card_was_faster_than_the_bank(self, shop):
        purchase = ordered(shop)
        paid(purchase, way=Payment.Way.CARD)

        assert kept(shop, line(purchase)) == Imported(to_decide=1)
