"""What a request can be about: the customer's own serial numbers first, then every product."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from puntuale.apps.catalogue.models import Licence, Product
from puntuale.apps.catalogue.queries import licence_with, supported_products
from puntuale.apps.customers.models import Organisation
from puntuale.core.licences.serials import UNKNOWN

SOMETHING_ELSE = ""


@dataclass(frozen=True, slots=True)
class About:
    """A product, a serial number, both or neither."""

    product: Product | None = None
    serial_number: str = ""


def choices(organisation: Organisation | None) -> list[tuple[str, str]]:
    """The list to choose from; `licence-` and `product-` with a key, or something else."""
    licences = [
        (f"licence-{one.pk}", f"{one.product.name} · {one.serial_number}")
        for one in _licences(organisation)
    ]
    products = [(f"product-{one.pk}", one.name) for one in supported_products()]
    return [*licences, *products, (SOMETHING_ELSE, _("Something else"))]


def usual_choice(organisation: Organisation | None) -> str:
    """What a customer most likely asks about: the first of their own serial numbers."""
    return next((f"licence-{one.pk}" for one in _licences(organisation)), SOMETHING_ELSE)


def about(choice: str, serial_number: str, organisation: Organisation | None) -> About:
    """What was chosen, where a typed serial number says more than the list."""
    typed = serial_number.strip()
    if typed and typed != UNKNOWN:
        known = licence_with(typed, organisation)
        return About(known.product if known else _product(choice, organisation), typed)
    licence = _licence(choice, organisation)
    if licence is not None:
        return About(licence.product, licence.serial_number)
    return About(_product(choice, organisation), typed)


def _licences(organisation: Organisation | None) -> list[Licence]:
    if organisation is None:
        return []
    return list(Licence.objects.filter(holder=organisation).select_related("product"))


def _licence(choice: str, organisation: Organisation | None) -> Licence | None:
    own = {f"licence-{one.pk}": one for one in _licences(organisation)}
    return own.get(choice)


def _product(choice: str, organisation: Organisation | None) -> Product | None:
    licence = _licence(choice, organisation)
    if licence is not None:
        return licence.product
    return {f"product-{one.pk}": one for one in supported_products()}.get(choice)
