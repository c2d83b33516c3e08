"""The mail that tells one person of an order, or of prepaid time that runs low or ends; once."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import translation

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.customers.models import Contact
from puntuale.apps.ledger.models import Lot
from puntuale.apps.ledger.sources import purchase_source
from puntuale.apps.post import addressing
from puntuale.apps.post.actions.outgoing import Letter, queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.apps.sales.balances import EXPIRE, Held, lots_held
from puntuale.apps.sales.models import Purchase
from puntuale.apps.sales.telling import Told
from puntuale.interfaces.mail.reading.machines import is_machine
from puntuale.interfaces.mail.reading.values import Person
from puntuale.interfaces.mail.writing.rendering import render
from puntuale.ui.words import prepaid_mails as words

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@transaction.atomic
def handle(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Write to one person, unless they have been told, have left, or it is outdated."""
    effect = f"job:{job_id}"
    if OutgoingMail.objects.filter(effect=effect).exists():
        return
    contact = Contact.objects.select_related("organisation").get(pk=payload["contact_id"])
    if contact.left_at is not None or _is_nobody(contact.email):
        return
    vendor = Vendor.objects.first()
    language = contact.language or (contact.organisation.language if contact.organisation else "en")
    with translation.override(language):
        said = _said(payload, _today(vendor, at))
    if said is not None:
        queue_mail(_letter(said, contact, language, vendor, effect), at=at)


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


def _letter(
    said: words.Said, contact: Contact, language: str, vendor: Vendor | None, effect: str
) -> Letter:
    name, address = addressing.sender(
        Mailbox.objects.filter(is_default=True).first(), vendor.name if vendor else ""
    )
    context = {
        "first_name": contact.name.split()[0] if contact.name else "",
        "said": said,
        "link": f"{settings.PUBLIC_URL}{said.path}",
        "vendor": {
            "name": vendor.name if vendor else "",
            "signature": vendor.mail_signature.strip() or vendor.name if vendor else "",
        },
    }
    rendered = render("prepaid", context, language)
    return Letter(
        kind="prepaid",
        message_id=addressing.message_id(addressing.new_secret(), address),
        sender=addressing.as_header(name, address),
        to=(addressing.as_header(contact.name, contact.email),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=language,
        headers=AUTOMATIC,
        is_automatic=True,
        lane=f"prepaid:{contact.pk}",
        effect=effect,
    )


def _today(vendor: Vendor | None, at: datetime) -> date:
    return at.astimezone(ZoneInfo(vendor.time_zone if vendor else "Europe/Rome")).date()


def _is_nobody(address: str) -> bool:
    return addressing.is_ours(address) or is_machine(Person("", address))
