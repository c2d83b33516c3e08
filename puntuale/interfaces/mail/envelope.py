"""What may stand in an envelope, whichever door it came through."""

LONGEST = 320  # RFC 5321: 64 for the local part, 255 for the domain, and the @


def is_plain_address(address: str) -> bool:
    """Whether `address` can be kept and answered: short, printable, and without a line break.

    The empty address is plain: it is the sender of a bounce.
    """
    return len(address) <= LONGEST and address.isprintable() and not _is_mangled(address)


def _is_mangled(address: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in address)
