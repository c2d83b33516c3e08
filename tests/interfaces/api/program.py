"""A program that calls the API with somebody's token."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from puntuale.apps.accounts.api_tokens import make_token
from puntuale.apps.accounts.models import User
from tests.cast import NOON

FOR_LONG = timedelta(days=90)


@dataclass(frozen=True)
class Program:
    """It knows nothing but its secret, and asks in one language."""

    secret: str
    language: str = ""

    def get(self, path: str, **query: Any) -> HttpResponse:
        return Client().get(f"/api/v1{path}", query, headers=self._headers())

    def post(self, path: str, body: Any, key: str = "once") -> HttpResponse:
        headers = self._headers() | {"Idempotency-Key": key}
        return Client().post(f"/api/v1{path}", body, "application/json", headers=headers)

    def _headers(self) -> dict[str, str]:
        language = {"Accept-Language": self.language} if self.language else {}
        return {"Authorization": f"Bearer {self.secret}"} | language


def program_of(user: User | None, language: str = "") -> Program:
    """A program of `user`'s, with a token made at the noon of the tests."""
    assert user is not None
    return Program(make_token(user, name="Sync", lasts=FOR_LONG, at=NOON), language)
