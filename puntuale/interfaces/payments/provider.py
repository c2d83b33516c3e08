"""What a payment provider does for us; each one is a module beside this."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from puntuale.apps.sales.actions.events import Told
from puntuale.apps.sales.models import Purchase


class Unreachable(Exception):
    """The provider does not answer, or refuses: nothing was begun."""


class NotGenuine(Exception):
    """Whoever sent this is not the provider, or sent it long ago."""


@dataclass(frozen=True, slots=True)
class Started:
    """A page on which one purchase can be paid, until `expires_at`."""

    session: str
    url: str
    expires_at: datetime


class Provider(Protocol):
    """One provider; `name` stands in our records."""

    name: str

    def start(self, purchase: Purchase, *, key: str, back: str, at: datetime) -> Started:
        """A page for `purchase` that leads `back`; the same `key` begins one at most.

        Raises:
            Unreachable: nothing was begun.
        """

    def read(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Told:
        """What a message of the provider says.

        Raises:
            NotGenuine: its signature is not the provider's.
        """


def provider() -> Provider | None:
    """The one that this installation is set up for, if any."""
    if not settings.PAYMENT_PROVIDER:
        return None
    found: Provider = import_string(settings.PAYMENT_PROVIDER)()
    return found
