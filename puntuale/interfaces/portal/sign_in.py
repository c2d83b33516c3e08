"""How people sign in: allauth's rules, ours where they differ."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: customers are born from requests, staff are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
