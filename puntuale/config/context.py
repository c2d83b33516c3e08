"""What every page's shell needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def shell(request: HttpRequest) -> dict[str, Any]:
    """The instant of the answer, the theme the reader chose, and whether this is the demo."""
    theme = request.COOKIES.get("theme", "")
    return {
        "now": timezone.now(),
        "theme": theme if theme in {"light", "dark"} else "",
        "is_demo": settings.IS_DEMO,
    }
