"""What the vendor of the demo sells: prices, versions, licences and the machines that use them."""

from datetime import datetime, timedelta
from hashlib import sha256

from puntuale.apps.catalogue.activating import activate, ask_for_seat
from puntuale.apps.catalogue.models import Activation, Licence, ListPrice, Product, Release
from puntuale.apps.customers.models import Organisation
from puntuale.core.licences.serials import serial_key

DAY = timedelta(days=1)
# Each so many days ago.
RELEASES = (
    ("8.4", 20, "Orders are found by their barcode."),
    ("8.3", 110, "Faster lists."),
    ("8.2", 200, ""),
    ("7.9", 420, ""),
)
SEATS = 5
MACHINES = ("Reception", "Warehouse", "Office 2")


def make_product(code: str, name: str, at: datetime) -> Product:
    """A product with its price and its versions."""
    product = Product.objects.create(code=code, name=name)
    ListPrice.objects.create(
        product=product, amount_cents=125_000, valid_from=(at - 500 * DAY).date()
    )
    for version, days, notes in RELEASES:
        released_on = (at - days * DAY).date()
        Release.objects.create(
            product=product, version=version, released_on=released_on, notes=notes
        )
    return product


def sell_licence(
    holder: Organisation, product: Product, serial_number: str, at: datetime
) -> Licence:
    """A licence of last year with the machines that were activated since."""
    licence = Licence.objects.create(
        product=product,
        holder=holder,
        serial_number=serial_number,
        serial_key=serial_key(serial_number),
        seats=SEATS,
        versions_released_until=(at - 100 * DAY).date(),
    )
    for number, name in enumerate(MACHINES):
        when = at - (90 - number) * DAY
        activate(
            licence,
            fingerprint=_fingerprint(serial_number, name),
            name=name,
            method=Activation.Method.ONLINE,
            today=when.date(),
            at=when,
        )
    return licence


def sell_unregistered(product: Product, at: datetime) -> None:
    """A licence whose holder has not registered; its machine waits for a technician."""
    serial_number = f"BR-{at.year}-0099"
    licence = Licence.objects.create(
        product=product, serial_number=serial_number, serial_key=serial_key(serial_number)
    )
    machine = _fingerprint(serial_number, "Gate")
    ask_for_seat(licence, fingerprint=machine, name="Gate", at=at - timedelta(hours=2))


def _fingerprint(*parts: str) -> str:
    return sha256(" ".join(parts).encode()).hexdigest()
