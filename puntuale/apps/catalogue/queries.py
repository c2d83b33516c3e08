"""Finding products and licences."""

from puntuale.apps.catalogue.models import Licence, Product
from puntuale.apps.customers.models import Organisation
from puntuale.core.licences.serials import serial_key


def supported_products() -> list[Product]:
    """What can be asked about, by name."""
    return list(Product.objects.filter(retired_at=None))


def licence_with(serial_number: str, holder: Organisation | None) -> Licence | None:
    """The holder's licence with this serial number, however it is spelled; nobody else's."""
    key = serial_key(serial_number)
    if not key or holder is None:
        return None
    return Licence.objects.filter(serial_key=key, holder=holder).select_related("product").first()
