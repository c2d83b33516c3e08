"""The code of a bank transfer that a telephone reads: EPC069-12, for transfers in euros."""

import segno.helpers
from django.utils.safestring import SafeString, mark_safe

from puntuale.core.charges.money import Money

LEAST, MOST = 1, 99_999_999_999


def transfer_code(holder: str, iban: str, reference: str, money: Money) -> SafeString | None:
    """The drawing as SVG that takes the width it is given; None where no such code exists."""
    if money.currency != "EUR" or not LEAST <= money.minor <= MOST:
        return None
    code = segno.helpers.make_epc_qr(
        name=holder[:70], iban=iban, amount=money.decimal, reference=reference
    )
    # Its own figures and nothing else: what people typed is inside the code, not in the markup.
    return mark_safe(code.svg_inline(omitsize=True, svgclass="code-for-phone", lineclass=None))  # noqa: S308
