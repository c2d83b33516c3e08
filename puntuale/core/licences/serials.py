"""When two spellings are one serial number, and what is typed by whoever cannot find theirs."""

import unicodedata

from puntuale.core.licences.errors import NoSerial

UNKNOWN = "0"
SHORTEST = 2
# Letters that are taken for figures, as in Crockford's base 32, and capitals of two other alphabets
# that look like Latin ones.
_LOOK_ALIKES = str.maketrans("OIL", "011") | str.maketrans(
    "АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABES1JKMH0PCTYXABEZH1KMN0PTYX"
)


def serial_key(serial_number: str) -> str:
    """The form in which two spellings of one serial number are equal (readings.md X-13).

    NFKC, upper case, without blanks, dashes and other marks; look-alikes are one letter.
    """
    folded = unicodedata.normalize("NFKC", serial_number).upper()
    return "".join(letter for letter in folded if letter.isalnum()).translate(_LOOK_ALIKES)


# Words that people type into a field they cannot fill in.
NO_SERIALS = frozenset(map(serial_key, ("N/A", "none", "nessuno", "nessuna", "unknown")))


def serial_typed(typed: str, unknown: str = UNKNOWN) -> str | None:
    """The serial number as it was typed, or None for the documented word that says it is unknown.

    Raises:
        NoSerial: nothing, only noughts, or a word such as `N/A` (readings.md X-14).
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    if plain == unknown:
        return None
    key = serial_key(plain)
    if len(key) < SHORTEST or not key.strip("0") or key in NO_SERIALS:
        raise NoSerial(unknown)
    return typed.strip()
