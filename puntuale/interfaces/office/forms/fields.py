"""What one field of a form takes, and as what it is kept."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils import timezone

ZONES = [
    (zone, zone.replace("_", " "))
    for zone in sorted(available_timezones())
    if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/"))
]
ZONES.append(("UTC", "UTC"))


class DateInput(forms.DateInput):
    """The browser's own date field, which speaks ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class WordList(forms.CharField):
    """Several words in one line, kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        words = super().clean(value) or ""
        return [word.strip().lower() for word in words.replace(",", " ").split() if word.strip()]


class Since(forms.BooleanField):
    """A fact that is stored with the instant from which it holds, and typed as yes or no."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(required=False, **facts)

    def prepare_value(self, value: Any) -> Any:
        return bool(value)

    @staticmethod
    def kept(said: bool, before: datetime | None) -> datetime | None:  # noqa: FBT001 - a box
        """The instant to store: the earlier one where it was so already, now, or none."""
        return (before or timezone.now()) if said else None


class Cents(forms.DecimalField):
    """An amount of money, kept in the smallest unit."""

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / 100:.2f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        amount = super().clean(value)
        return int(amount * 100) if amount is not None else 0
