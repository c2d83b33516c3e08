"""Who calls: the person behind a token, in whose name everything is read and done."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.utils import timezone, translation
from ninja.errors import Throttled
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from puntuale.apps.accounts.api_tokens import token_behind
from puntuale.apps.accounts.models import ApiToken, User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.queries import contact_of
from puntuale.interfaces.api.problems import NotAllowed
from puntuale.ui.access import address_of

LANGUAGE = "HTTP_ACCEPT_LANGUAGE"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person of the desk, or a customer with the `contact` that says whose."""

    token: ApiToken
    contact: Contact | None

    @property
    def user(self) -> User:
        return self.token.user

    @property
    def is_staff(self) -> bool:
        return self.user.is_staff

    def must(self, ability: Ability) -> None:
        """Refuse what the person's role may not do.

        Raises:
            NotAllowed: the table of roles says no.
        """
        if not self.user.can(ability):
            raise NotAllowed


class OfToken(SimpleRateThrottle):
    """How often one token may call."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api:{caller_of(request).token.pk}"


class OfStranger(SimpleRateThrottle):
    """How often one address may show what opens nothing."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api-refused:{address_of(request)}"


class Token(HttpBearer):
    """`Authorization: Bearer puntuale_…`; a session of a browser opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        found = token_behind(token, at=timezone.now())
        if found is None:
            strangers = OfStranger("60/m")
            if not strangers.allow_request(request):
                raise Throttled(wait=round(strangers.wait() or 60))
            return None
        caller = Caller(found, None if found.user.is_staff else contact_of(found.user))
        if not caller.is_staff and caller.contact is None:
            raise NotAllowed
        if LANGUAGE not in request.META:
            translation.activate(found.user.language)
        return caller


def caller_of(request: HttpRequest) -> Caller:
    """Whoever's token opened the door for `request`."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]
