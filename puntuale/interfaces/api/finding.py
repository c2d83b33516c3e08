"""What a call is about, as far as the caller may see it."""

from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.catalogue.models import Product
from puntuale.apps.catalogue.queries import licence_with, supported_products
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.interfaces.api.caller import Caller
from puntuale.interfaces.api.problems import NotThere, Refused
from puntuale.interfaces.api.values.kinds import About

RELATED = (
    "organisation",
    "contact",
    "assignee",
    "team",
    "product",
    "version__agreement",
    "coverage",
)


def ticket_numbered(number: int, caller: Caller) -> Ticket:
    """The request with this number.

    Raises:
        NotThere: there is none, or not for `caller`.
    """
    if caller.is_staff:
        caller.must(Ability.GIVE_SUPPORT)
    long = [f"version__{name}" for name in AgreementVersion.LONG]
    visible = tickets_visible_to(caller.user).select_related(*RELATED, "merged_into").defer(*long)
    ticket = visible.filter(number=number).first()
    if ticket is None:
        raise NotThere
    return ticket


def product_of(about: About, organisation: Organisation | None) -> Product | None:
    """The product meant: by one of the customer's own serial numbers, else by its code.

    Raises:
        Refused: nothing has that code.
    """
    licence = licence_with(about.serial_number, organisation)
    if licence is not None or not about.product:
        return licence.product if licence else None
    found = {product.code: product for product in supported_products()}.get(about.product)
    if found is None:
        raise Refused(
            "unknown_product", _("No product has this code. Leave it out, or correct it.")
        )
    return found
