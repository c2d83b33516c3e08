"""Servers of somebody else, for the tests: real ones on this machine, under names of the internet."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from puntuale.apps.egress.addresses import public_endpoints

RESOLVER = "tests.environment.elsewhere.resolve"
# The names that lead to this machine, which the real guard would never allow.
_known: dict[str, list[tuple[str, int]]] = {}
asked_for: list[str] = []

Answer = Callable[[BaseHTTPRequestHandler], None]


def resolve(host: str, port: int) -> list[tuple[str, int]]:
    """The guard's own answer, but for the names of the tests."""
    asked_for.append(host)
    return _known[host] if host in _known else public_endpoints(host, port)


@dataclass
class Elsewhere:
    """What it answers, by path, and what it was asked, with every header."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def gives(self, path: str, content: bytes, *, status: int = 200, **headers: str) -> None:
        """Answer `path` with these bytes."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(content)

        self.answers[path] = answer

    def leads(self, path: str, to: str) -> None:
        """Answer `path` with a redirect."""
        self.gives(path, b"", status=302, Location=to)

    def drips(self, path: str, content: bytes, seconds: float) -> None:
        """Answer `path` byte by byte, with a pause after each."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.end_headers()
            for byte in content:
                request.wfile.write(bytes([byte]))
                time.sleep(seconds)

        self.answers[path] = answer


@contextmanager
def elsewhere(*names: str) -> Iterator[Elsewhere]:
    """A server behind `names`."""
    server = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(f"{self.headers['Host']}{self.path}")
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            path = self.path.partition("?")[0]
            with suppress(BrokenPipeError, ConnectionResetError):
                server.answers.get(path, _nothing)(self)

        def log_message(self, *_arguments: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True, args=(0.05,)).start()
    asked_for.clear()
    _known.update({name: [("127.0.0.1", running.server_port)] for name in names})
    try:
        yield server
    finally:
        for name in names:
            del _known[name]
        running.shutdown()
        running.server_close()


@contextmanager
def silent(name: str) -> Iterator[None]:
    """A machine behind `name` that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        _known[name] = [("127.0.0.1", listening.getsockname()[1])]
        try:
            yield
        finally:
            del _known[name]


def _nothing(request: BaseHTTPRequestHandler) -> None:
    request.send_error(404)
