"""A port for a server of the tests."""

import socket


def free_port() -> int:
    """A port of this machine nobody listens on at the moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
