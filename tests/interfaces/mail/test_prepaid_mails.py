"""Whoever may spend is told of an order and its payment, in their own language, once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.customers.models import Contact
from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.lots import draw, expire
from puntuale.apps.ledger.models import SECOND
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.sales.telling import Told, tell_customer
from puntuale.interfaces.mail.writing.prepaid import handle
from tests.apps.sales.shopping import bought, lot_of, open_shop, ordered
from tests.cast import NOON
from tests.interfaces.mail.office import our_mailbox

HOUR = 3600


@pytest.fixture
def shop(cast):
    Vendor.objects.update(iban="IT60X0542811101000000123456")
    return open_shop(cast)


def written(at=NOON):
    """Every mail that waits, written: the last one."""
    for job in Job.objects.filter(kind="mail.prepaid", done_at=None).order_by("pk"):
        handle(job.payload, at=at, job_id=job.pk)
        Job.objects.filter(pk=job.pk).update(done_at=at)
    return OutgoingMail.objects.order_by("-pk").first()


def told(shop, what, **about):
    tell_customer(shop.alpine, what, about, at=NOON)
    return written()


def test_an_order_is_acknowledged_with_how_to_pay_it(shop):
    purchase = ordered(shop)

    mail = written()

    assert mail.to == ["Maja Kranjc <maja@alpine.example>"]
    assert mail.subject == "Your order: a package of 40 h"
    assert "IT60X0542811101000000123456" in mail.text
    assert purchase.reference in mail.text.replace(" ", "")
    assert f"/orders/{purchase.pk}/" in mail.text


def test_it_leaves_by_the_server_of_the_mailbox_it_comes_from(shop):
    mailbox = our_mailbox()
    ordered(shop)

    assert written().mailbox == mailbox


def test_an_order_that_was_paid_meanwhile_is_told_as_paid_alone(shop):
    bought(shop)

    mail = written()

    assert OutgoingMail.objects.count() == 1
    assert mail.subject == "Paid: a package of 40 h"
    assert "Good until 23 November 2027." in mail.text


def test_the_same_job_again_writes_nothing(shop):
    ordered(shop)
    job = Job.objects.get(kind="mail.prepaid")

    for _again in range(2):
        handle(job.payload, at=NOON, job_id=job.pk)

    assert OutgoingMail.objects.count() == 1


def test_it_is_told_in_the_language_of_whoever_reads_it(shop):
    Contact.objects.filter(pk=shop.maja.pk).update(language="it")
    ordered(shop)

    assert written().subject == "Il suo ordine: un pacchetto da 40 h"


def test_whoever_left_is_told_nothing(shop):
    ordered(shop)
    Contact.objects.update(left_at=NOON)

    assert written() is None


def test_a_package_that_runs_low_says_what_comes_next(shop):
    purchase = bought(shop)
    draw(shop.alpine, unit=SECOND, quantity=33 * HOUR, reference="ticket:1", at=NOON)

    mail = told(shop, Told.LOW, lot_id=lot_of(purchase).pk, share="80")

    assert "80% of your package of 40 h is used: 7 h are left." in mail.text
    assert "work costs €80.00 an hour" in mail.text


def test_a_package_that_is_used_up_is_called_so(shop):
    purchase = bought(shop)

    mail = told(shop, Told.LOW, lot_id=lot_of(purchase).pk, share=str(Decimal(100)))

    assert mail.subject == "Your package of 40 h is used up"


def test_what_ends_is_told_before_and_after(shop):
    lot = lot_of(bought(shop))

    before = told(shop, Told.EXPIRING, lot_id=lot.pk, days=30)
    expire(lot, at=lot.expires_at)
    after = told(shop, Told.EXPIRED, lot_id=lot.pk)

    assert before.subject == "40 h can be used through 23 November 2027"
    assert after.subject == "40 h ended with 23 November 2027"


def test_what_was_used_before_it_ended_needs_no_warning(shop):
    lot = lot_of(bought(shop))
    draw(shop.alpine, unit=SECOND, quantity=40 * HOUR, reference="ticket:1", at=NOON)
    written()
    count = OutgoingMail.objects.count()

    told(shop, Told.EXPIRING, lot_id=lot.pk, days=30)
    expire(lot, at=lot.expires_at + timedelta(days=1))
    told(shop, Told.EXPIRED, lot_id=lot.pk)

    assert OutgoingMail.objects.count() == count
