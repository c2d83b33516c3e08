"""Finding products, their prices and releases, and licences."""

from datetime import date

from django.db.models import QuerySet

from puntuale.apps.catalogue.models import Activation, Licence, ListPrice, Product, Release
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.core.licences.serials import serial_key


def supported_products() -> list[Product]:
    """What can be asked about, by name."""
    return list(Product.objects.filter(retired_at=None))


def list_price(product: Product, currency: str, on: date) -> ListPrice | None:
    """The price in force on a day (readings.md 24); None where none has begun."""
    begun = ListPrice.objects.filter(product=product, currency=currency, valid_from__lte=on)
    return begun.order_by("-valid_from").first()


def releases_of(product: Product) -> QuerySet[Release]:
    """The versions of `product`, the newest first."""
    return Release.objects.filter(product=product).order_by("-released_on", "-pk")


def licence_with(serial_number: str, holder: Organisation | None) -> Licence | None:
    """The holder's licence with this serial number, however it is spelled; nobody else's."""
    key = serial_key(serial_number)
    if not key or holder is None:
        return None
    return Licence.objects.filter(serial_key=key, holder=holder).select_related("product").first()


def licence_by_serial(serial_number: str) -> Licence | None:
    """Anybody's licence: for the desk, and for a program that shows its serial number."""
    return licence_numbered(serial_number, Licence.objects.select_related("product", "holder"))


def machine_with(licence: Licence | None, fingerprint: str) -> Activation | None:
    """The machine with this fingerprint that has a seat of `licence`."""
    if licence is None:
        return None
    active = licence.activations.filter(state=Activation.State.ACTIVE, fingerprint=fingerprint)
    return active.select_related("licence__product", "licence__holder").first()


def licences_of(contact: Contact) -> QuerySet[Licence]:
    """What the company of a customer holds; nothing for whom nobody knows."""
    if contact.organisation_id is None:
        return Licence.objects.none()
    return Licence.objects.filter(holder=contact.organisation_id).select_related("product")


def licences_found_by(words: str, rows: QuerySet[Licence]) -> QuerySet[Licence]:
    """Of `rows` those whose serial number, or whose holder's name, contains what was typed."""
    key = serial_key(words)
    by_serial = rows.filter(serial_key__contains=key) if key else rows.none()
    by_name = rows.filter(holder__name__icontains=words.strip()) if words.strip() else rows.none()
    return (by_serial | by_name).order_by("serial_number")


def licence_numbered(typed: str, rows: QuerySet[Licence]) -> Licence | None:
    """Of `rows` the one whose serial number is exactly `typed`, however it is spelled."""
    key = serial_key(typed)
    return rows.filter(serial_key=key).first() if key else None


def machines_of(licence: Licence) -> QuerySet[Activation]:
    """The machines with a seat, or that ask for one, the newest first."""
    live = licence.activations.filter(state__in=Activation.LIVE)
    return live.select_related("by_user", "by_contact").order_by("-pk")


def machines_released_from(licence: Licence) -> QuerySet[Activation]:
    """The machines that had a seat, the last one first."""
    ended = licence.activations.exclude(state__in=Activation.LIVE)
    return ended.select_related("ended_by_user", "ended_by_contact").order_by("-ended_at", "-pk")


def machines_that_ask(licences: QuerySet[Licence]) -> QuerySet[Activation]:
    """What waits for a technician of the desk, of these licences, the oldest first."""
    asked = Activation.objects.filter(state=Activation.State.REQUESTED, licence__in=licences)
    return asked.select_related("licence__product", "licence__holder").order_by("pk")
