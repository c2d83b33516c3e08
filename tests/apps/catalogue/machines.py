"""Licences and machines for the tests."""

from hashlib import sha256
from typing import Any

from puntuale.apps.agreements.licensing import today_of_vendor
from puntuale.apps.catalogue.activating import activate
from puntuale.apps.catalogue.models import Activation, Licence, Product
from puntuale.apps.customers.models import Organisation
from puntuale.core.licences.serials import serial_key
from tests.cast import NOON


def machine(name: str) -> str:
    """The fingerprint of a machine."""
    return sha256(name.encode()).hexdigest()


def a_licence(
    product: Product, holder: Organisation | None, serial: str = "OP-4471-0892-KR", **facts: Any
) -> Licence:
    return Licence.objects.create(
        product=product, holder=holder, serial_number=serial, serial_key=serial_key(serial), **facts
    )


def activated(licence: Licence, known_as: str, **facts: Any) -> Activation:
    usual = {"method": Activation.Method.ONLINE, "at": NOON}
    values = usual | {"fingerprint": machine(known_as), "name": known_as} | facts
    return activate(licence, today=today_of_vendor(values["at"]), **values)
