"""How often anybody may ask, by address typed and by caller; the figures stand in the settings."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse


def refusal(request: HttpRequest, action: str, *, key: str = "") -> HttpResponse | None:
    """The answer 429 where `action` was asked too often, else nothing, and it is counted."""
    answer: HttpResponse | None = ratelimit.consume_or_429(request, action=action, key=key or None)
    return answer
