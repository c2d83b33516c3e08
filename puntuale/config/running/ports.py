"""Which port is free."""

import socket

TRIED = 100


class PortTaken(Exception):
    """Somebody else already listens there."""


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        # As servers do: a port whose last connections are still closing is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
        return True


def free_port(host: str, *, wanted: int | None, first: int) -> int:
    """`wanted` where it is given, else the first free port from `first` on.

    Raises:
        PortTaken: `wanted` is not free, or none of the next hundred is.
    """
    for port in [wanted] if wanted is not None else range(first, first + TRIED):
        if is_free(host, port):
            return port
    raise PortTaken


def answers(host: str, port: int) -> bool:
    """Whether somebody accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
