"""The reference by which a bank transfer is known again: ISO 11649, which begins with RF."""

import re

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

# At every place where one may begin: in a text two can follow each other.
IN_A_TEXT = re.compile(r"(?=(RF\d\d(?:[\s.-]?[0-9A-Z]){1,21}))", re.ASCII)
SHORTEST, LONGEST = 5, 25


def reference_of(purchase_id: int) -> str:
    """The one reference of an order, such as `RF82P0000012`."""
    body = f"P{purchase_id:07}"
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def in_groups(reference: str) -> str:
    """As people read and type it, in groups of four."""
    return str(iso11649.format(reference))


def references_in(text: str) -> list[str]:
    """Everything in what a payer wrote that is a reference with right check digits, however spaced.

    What follows a reference may by chance make a longer one of it: which of them is ours is known
    by looking.
    """
    found: dict[str, None] = {}
    for begun in IN_A_TEXT.findall(text.upper()):
        letters = re.sub(r"[^0-9A-Z]", "", begun)
        for end in range(SHORTEST, min(len(letters), LONGEST) + 1):
            if iso11649.is_valid(letters[:end]):
                found[letters[:end]] = None
    return list(found)
