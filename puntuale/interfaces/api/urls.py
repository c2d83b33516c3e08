"""The addresses of the API: a token opens them, and no session of a browser does."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from puntuale.interfaces.api import describing
from puntuale.interfaces.api.problems import problem
from puntuale.interfaces.api.routes import door

View = Callable[..., HttpResponseBase]


def told(view: View) -> View:
    """`view`, with what it cannot be asked told as every other refusal."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        given = view(request, *args, **kwargs)
        if given.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return given
        words = _("This address is not asked so. “Allow” says how.")
        refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", words)
        refused["Allow"] = given["Allow"]
        return refused

    return answer


def locked_by_tokens(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """The door's own patterns: it asks for a token itself, also where a browser is signed in."""
    for each in patterns:
        if isinstance(each, URLPattern) and each.name != "api-root":
            view = login_not_required(never_cache(told(each.callback)))
            yield path(str(each.pattern), view, name=each.name)


app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", describing.page, name="reference"),
    path("openapi.json", describing.schema, name="schema"),
    *locked_by_tokens(door.urls[0]),
    path("<path:rest>", describing.nowhere, name="nowhere"),
]
