"""A serial number that is typed, or the word for one that cannot be found."""

from django.forms import ValidationError
from django.utils.translation import gettext as _

from puntuale.core.licences.errors import NoSerial
from puntuale.core.licences.serials import UNKNOWN, serial_typed


def serial_of(typed: str, unknown: str = UNKNOWN) -> str | None:
    """The serial number, None for `unknown`; what is neither becomes an error of the form."""
    try:
        return serial_typed(typed, unknown)
    except NoSerial:
        sentence = _(
            "Enter the serial number as it stands there, or %(unknown)s if you cannot find it."
        )
        raise ValidationError(sentence % {"unknown": unknown}) from None
