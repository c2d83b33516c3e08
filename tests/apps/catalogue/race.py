"""Many machines at once over one real database, inside an installation."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from puntuale.apps.catalogue.errors import SeatLimit
from puntuale.apps.catalogue.models import Activation, Licence, Product
from tests.apps.catalogue.machines import a_licence, activated


def last_seat(machines: int, seats: int) -> dict[str, object]:
    """All want the one seat that is left, each twice at the same time."""
    product = Product.objects.create(code="suite", name="Suite")
    licence = a_licence(product, None, seats=seats)
    for number in range(seats - 1):
        activated(licence, f"before {number}")
    barrier = Barrier(machines)

    def one(number: int) -> str:
        barrier.wait()
        try:
            activated(licence, f"machine {number // 2}")
        except SeatLimit:
            return "refused"
        finally:
            connection.close()
        return "active"

    with ThreadPoolExecutor(machines) as pool:
        told = list(pool.map(one, range(machines)))
    return {
        "active": Activation.objects.filter(state=Activation.State.ACTIVE).count(),
        "taken": Licence.objects.get().seats_taken,
        "told": sorted(set(told)),
        "told_active": told.count("active"),
    }
