"""The reference by which a bank transfer is known again: ISO 11649, which begins with RF."""

import re

from stdnum import iso11649
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

IN_A_TEXT = re.compile(r"RF\d\d(?:[\s.-]?[0-9A-Z]){1,21}", re.ASCII)


def reference_of(purchase_id: int) -> str:
    """The one reference of an order, such as `RF82P0000012`."""
    body = f"P{purchase_id:07}"
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def in_groups(reference: str) -> str:
    """As people read and type it, in groups of four."""
    return str(iso11649.format(reference))


def references_in(text: str) -> list[str]:
    """Every reference with right check digits in what a payer wrote, however it is spaced."""
    return [whole for found in IN_A_TEXT.findall(text.upper()) if (whole := _whole(found))]


def _whole(found: str) -> str:
    """The longest part of `found`, from its beginning, that is a reference."""
    letters = re.sub(r"[^0-9A-Z]", "", found)
    for end in range(len(letters), 5, -1):
        try:
            return str(iso11649.validate(letters[:end]))
        except ValidationError:
            continue
    return ""
