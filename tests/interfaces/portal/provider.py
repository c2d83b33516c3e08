"""A provider of identities (OpenID Connect), of the tests' own: it believes whoever the test says came."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt

CLIENT, SECRET = "puntuale", "a secret of the two"


@dataclass
class Provider:
    """Who is signed in there, and what was asked of it."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    # What the token says, where it is to differ.
    token: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def tokens(self) -> dict[str, Any]:
        facts = {"iss": self.address, "aud": CLIENT, "sub": self.person["sub"]} | self.token
        signed = jwt.encode(facts, "k" * 32, algorithm="HS256")
        return {"access_token": "t", "token_type": "Bearer", "expires_in": 60, "id_token": signed}


@contextmanager
def a_provider() -> Iterator[Provider]:
    """One that listens on this machine."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_config = self.path.endswith("openid-configuration")
            self._answer(provider.configuration() if is_config else provider.person)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.asked.append(parse_qs(body))
            self._answer(provider.tokens())

        def _answer(self, value: dict[str, Any]) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()
