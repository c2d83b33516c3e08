"""What of a licence a reader is told: no partner learns who else sold it, or worked on it."""

from collections.abc import Callable
from dataclasses import replace

from puntuale.apps.accounts.models import User
from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.queries import colleagues_of, partner_of
from puntuale.ui.words.licences import Machine, machine_shown
from puntuale.ui.words.viewpoint import Viewpoint

Known = Callable[[int | None], bool]


def seller_told(licence: Licence, reader: User) -> Organisation | None:
    """Who sold it, as far as `reader` may know."""
    may_know = reader.is_of_vendor or licence.seller == partner_of(reader)
    return licence.seller if may_know else None


def technicians_known_to(reader: User) -> Known:
    """Whether `reader` is told what a technician did and why; what nobody's technician did, always."""
    if reader.is_of_vendor:
        return lambda _: True
    mates = frozenset(colleagues_of(reader).values_list("pk", flat=True))
    return lambda technician: technician is None or technician in mates


def machine_told(machine: Activation, view: Viewpoint, is_known: Known) -> Machine:
    """A machine, with who activated it where that is known."""
    shown = machine_shown(machine, view)
    return shown if is_known(machine.by_user_id) else replace(shown, who="")
