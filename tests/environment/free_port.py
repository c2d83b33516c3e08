"""A port for a server of the tests."""

import secrets
import socket

# Below those that the machine gives to connections going out: a server that is killed and starts
# again finds its own port free.
PORTS = range(20_000, 32_768)


def free_port() -> int:
    """A port of this machine nobody listens on at the moment."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
