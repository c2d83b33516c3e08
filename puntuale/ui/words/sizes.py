"""How large a file is."""

from django.utils.formats import number_format

KILO, MEGA = 1_000, 1_000_000


def file_size(count: int) -> str:
    """ "0 kB", "84 kB", "1.2 MB"; a started kB counts."""
    if count < MEGA:
        return f"{-(-count // KILO)} kB"
    return f"{number_format(count / MEGA, 1)} MB"
