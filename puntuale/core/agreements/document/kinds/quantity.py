"""Quantities: always number, space, unit, such as `30 min`, `4 wh` or `12 mo`."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from puntuale.core.agreements.document.nodes import Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Kind

QUANTITY = re.compile(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})? (min|h|wh|wd|d|mo)")
# Minutes where the unit alone says how many; a working day is as long as its calendar says.
MINUTES = {"min": 1, "h": 60, "wh": 60}


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a unit: min, h (elapsed or of work), wh and wd (of a calendar), d, mo."""

    number: Decimal
    unit: str
    place: Place = field(compare=False)

    @property
    def minutes(self) -> int:
        """Whole minutes of a quantity in min, h or wh."""
        return int(self.number * MINUTES[self.unit])

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


def quantity(*units: str, zero: bool = False) -> Kind[Quantity]:
    """A quantity in one of `units`, in whole minutes, days or months; more than nothing."""

    def kind(node: Node, problems: Problems) -> Quantity:
        match = QUANTITY.fullmatch(node.text) if isinstance(node, Scalar) else None
        if match is None or match[3] not in units:
            problems.add("quantity_wanted", node.place, units=", ".join(units))
        elif not (number := Decimal(match[1] + (match[2] or ""))) and not zero:
            problems.add("quantity_of_nothing", node.place)
        elif (number * MINUTES.get(match[3], 1)) % 1:
            problems.add("quantity_in_pieces", node.place)
        else:
            return Quantity(number, match[3], node.place)
        return Quantity(Decimal(1), units[0], node.place)

    return kind
