"""One GET to somebody else's server: bounded in time, bytes and hops, telling it nothing of anybody."""

import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from puntuale.apps.egress.addresses import NotAllowed, Target, endpoints_of, target_of

MOST_HOPS = 3
REDIRECTS = (301, 302, 303, 307, 308)


class NoAnswer(Exception):
    """The server could not be asked, did not answer in time, or answered something else."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` for all of it, redirects included; `size` in bytes of the answer."""

    seconds: float
    size: int


def get(address: str, limits: Limits, *, accept: str) -> bytes:
    """What the server at `address` answers.

    Each redirect is looked at as if it were the first address. Nothing goes along but what is asked
    for: no cookie, no referrer, no name of a reader or a browser.

    Raises:
        NotAllowed: the address, or one it leads to, is none that may be asked.
        NoAnswer: there is no such answer within the limits.
    """
    deadline = time.monotonic() + limits.seconds
    for _hop in range(MOST_HOPS + 1):
        target = target_of(address)
        try:
            answer = _ask(target, accept, deadline, limits.size)
        except (OSError, http.client.HTTPException, ValueError) as trouble:
            raise NoAnswer(f"{target.host}: {trouble}") from trouble
        if isinstance(answer, bytes):
            return answer
        address = urljoin(address, answer)
    raise NoAnswer(f"{target.host}: it leads on and on")


def _ask(target: Target, accept: str, deadline: float, size: int) -> bytes | str:
    """The content, or where it is instead."""
    connection = _Connection(target, deadline)
    try:
        connection.request(
            "GET",
            target.path,
            headers={
                "Host": target.host if ":" not in target.host else f"[{target.host}]",
                "User-Agent": "Puntuale",
                "Accept": accept,
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )
        answer = connection.getresponse()
        if answer.status in REDIRECTS:
            return answer.headers.get("Location") or ""
        if answer.status != http.client.OK:
            raise NoAnswer(f"{target.host}: {answer.status}")
        content = answer.read(size + 1)
        if len(content) > size:
            raise NoAnswer(f"{target.host}: more than {size} bytes")
        return content
    finally:
        connection.hang_up()


class _Connection(http.client.HTTPConnection):
    """To a machine that was looked at, under the name that was asked for; never to another."""

    def __init__(self, target: Target, deadline: float) -> None:
        super().__init__(target.host, target.port)
        self._target, self._deadline = target, deadline
        self._endpoints = endpoints_of(target)
        self._plain: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first machine that answers."""
        self._plain = self._reached()
        if self._target.scheme == "https":
            self._plain.settimeout(_left(self._deadline))
            context = ssl.create_default_context()
            self._plain = context.wrap_socket(self._plain, server_hostname=self._target.host)
        self.sock = _Hurried(self._plain, self._deadline)

    def hang_up(self) -> None:
        """End it, whatever has been read."""
        if self._plain is not None:
            self._plain.close()

    def _reached(self) -> socket.socket:
        trouble: OSError = OSError("no machine")
        for endpoint in self._endpoints:
            try:
                return socket.create_connection(endpoint, timeout=_left(self._deadline))
            except OSError as reason:
                trouble = reason
        raise trouble


class _Hurried:
    """A socket for which all reading and writing together ends at a deadline, however slowly it drips."""

    def __init__(self, plain: socket.socket, deadline: float) -> None:
        self._plain, self._deadline = plain, deadline

    def sendall(self, content: Any) -> None:
        self._plain.settimeout(_left(self._deadline))
        self._plain.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Dripping(self._plain, self._deadline))

    def close(self) -> None:
        """The library lets go of the line before it has read the answer: it is hung up after."""


class _Dripping(io.RawIOBase):
    def __init__(self, plain: socket.socket, deadline: float) -> None:
        self._plain, self._deadline = plain, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._plain.settimeout(_left(self._deadline))
        return self._plain.recv_into(buffer)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("it takes too long")
    return left


__all__ = ["Limits", "NoAnswer", "NotAllowed", "get"]
