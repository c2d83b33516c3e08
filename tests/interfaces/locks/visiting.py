"""Somebody comes to an address: with a browser or a program, and what they are answered."""

from django.http import HttpResponse
from django.test import Client

from puntuale.apps.accounts.models import User
from tests.interfaces.api.program import program_of


def browser(person: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if person is not None:
        client.force_login(person)
    return client


def token_of(person: User | None) -> dict[str, str]:
    if person is None:
        return {}
    return {"Authorization": f"Bearer {program_of(person).secret}"}


def said(answer: HttpResponse) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]
    return b"".join(parts).decode(errors="replace")


def carries_its_policy(answer: HttpResponse) -> bool:
    policy = answer["Content-Security-Policy"]
    # A mail's own styles count inside its cage, where nothing runs and nothing is loaded.
    caged = policy.startswith("sandbox ") and "allow-scripts" not in policy
    return (
        "default-src 'none'" in policy
        and ("unsafe" not in policy or caged)
        and answer["X-Content-Type-Options"] == "nosniff"
    )
