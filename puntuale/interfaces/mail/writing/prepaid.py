"""The mail that tells one person of an order, or of prepaid time that runs low or ends; once."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation

from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.queries import language_of
from puntuale.apps.ledger.models import Lot
from puntuale.apps.ledger.sources import PURCHASE, purchase_source
from puntuale.apps.post.actions.outgoing import Letter, queue_mail
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.sales.held import EXPIRE, Held, lots_held
from puntuale.apps.sales.models import Purchase
from puntuale.apps.sales.telling import Told
from puntuale.interfaces.mail.writing.plain import (
    first_name,
    page,
    plain_letter,
    vendor,
    vendors_day,
)
from puntuale.interfaces.mail.writing.recipients import is_somebody
from puntuale.interfaces.mail.writing.worded import in_words
from puntuale.ui.words import prepaid_mails as words


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Write to one person, unless they have been told, have left, or it is outdated."""
    effect = f"job:{job_id}"
    if OutgoingMail.objects.filter(effect=effect).exists():
        return
    contact = Contact.objects.select_related("organisation").get(pk=payload["contact_id"])
    if not is_somebody(contact):
        return
    language = language_of(contact)
    with translation.override(language):
        said = _said(payload, vendors_day(at))
    if said is not None:
        kind = f"prepaid_{payload['what']}"
        queue_mail(_letter(kind, said, contact, language, effect), at=at)


def _said(payload: Mapping[str, Any], today: date) -> words.Said | None:
    """The words; None where an order was paid or cancelled before anybody was told of it."""
    match Told(payload["what"]):
        case Told.ORDERED:
            purchase = Purchase.objects.select_related("version").get(pk=payload["purchase_id"])
            waits = purchase.state == Purchase.State.ORDERED
            return words.ordered(purchase) if waits else None
        case Told.GRANTED:
            source = purchase_source(payload["purchase_id"])
            return words.granted(_held(Lot.objects.get(source=source).pk), today)
        case Told.LOW:
            return words.low(_held(payload["lot_id"]), Decimal(payload["share"]))
        case Told.EXPIRING:
            held = _held(payload["lot_id"])
            return words.expiring(held, today) if held.left else None
        case Told.EXPIRED:
            held = _held(payload["lot_id"])
            gone = -sum(each.quantity for each in held.movements if each.code == EXPIRE)
            return words.expired(held, gone, today) if gone else None


def _held(lot_id: int) -> Held:
    return lots_held(Lot.objects.filter(pk=lot_id))[0]


def _letter(kind: str, said: words.Said, contact: Contact, language: str, effect: str) -> Letter:
    context = context_of_said(said, contact.name)
    return plain_letter(
        "prepaid",
        (contact.name, contact.email),
        in_words(kind, context, language),
        language,
        lane=f"prepaid:{contact.pk}",
        effect=effect,
    )


def context_of_said(said: words.Said, name: str) -> dict[str, Any]:
    """Every value by its name."""
    return {
        "first_name": first_name(name),
        "said": said,
        "link": page(said.path),
        "vendor": vendor(),
    }


def example(told: Told, today: date) -> words.Said | None:
    """What the newest order, or the newest package, would have to tell; None where there is none."""
    if told is Told.ORDERED:
        purchase = Purchase.objects.select_related("version").order_by("-pk").first()
        return words.ordered(purchase) if purchase else None
    rows = Lot.objects.filter(source__startswith=PURCHASE)
    if told in (Told.EXPIRING, Told.EXPIRED):
        rows = rows.exclude(expires_at=None)
    lot = rows.order_by("-pk").first()
    if lot is None:
        return None
    held = _held(lot.pk)
    if held.purchase is None:
        return None
    match told:
        case Told.GRANTED:
            return words.granted(held, today)
        case Told.LOW:
            return words.low(held, Decimal(75))
        case Told.EXPIRING:
            return words.expiring(held, today)
        case _:
            return words.expired(held, held.left, today)
