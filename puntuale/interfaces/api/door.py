"""The door itself: who comes in, how often, and how refusals are told."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.interfaces.api.caller import OfToken, Token
from puntuale.interfaces.api.problems import NotThere, Refused, problem

door = NinjaAPI(
    title="Puntuale",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=Token(),
    throttle=OfToken("600/m"),
)


@door.exception_handler(AuthenticationError)
def without_token(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """Nobody is behind what was shown."""
    sentence = _("Send a token that is in force: Authorization: Bearer puntuale_…")
    answer = problem(401, "no_token", sentence)
    answer["WWW-Authenticate"] = 'Bearer realm="Puntuale"'
    return answer


@door.exception_handler(Throttled)
def too_often(_request: HttpRequest, error: Throttled) -> HttpResponse:
    """Too many calls in a minute."""
    answer = problem(429, "too_often", _("Too many calls in a minute. Wait, then go on."))
    answer["Retry-After"] = str(error.wait or 60)
    return answer


@door.exception_handler(ValidationError)
def not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Something of the call is missing, unknown or of the wrong kind."""
    errors = [{"at": _place(each["loc"]), "detail": each["msg"]} for each in error.errors]
    return problem(422, "not_valid", _("Correct what “errors” names."), errors=errors)


@door.exception_handler(HttpError)
def not_json(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """The body could not be read."""
    return problem(error.status_code, "unreadable", _("The body is not JSON. Correct it."))


@door.exception_handler(Http404)
def not_there(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """No such thing, or not for this person."""
    return refused(_request, NotThere())


@door.exception_handler(Refused)
def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    """What this door refuses."""
    return problem(error.status, error.code, error.sentence)


@door.exception_handler(TicketRefusal)
def refused_by_action(_request: HttpRequest, error: TicketRefusal) -> HttpResponse:
    """What an action on a request refuses."""
    return problem(409, _snake(type(error).__name__), str(error))


def _place(path: Sequence[Any]) -> str:
    """Where in the call: "body.subject"; the name of our parameter says nothing to a caller."""
    source, *rest = map(str, path)
    return ".".join([source, *rest[1:]] if len(rest) > 1 else [source, *rest])


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]
