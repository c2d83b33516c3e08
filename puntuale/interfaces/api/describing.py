"""The API described: as OpenAPI for programs, and as a page for people."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import Schema

from puntuale.interfaces.api.problems import MEDIA_TYPE, NotThere, problem
from puntuale.interfaces.api.routes import door

REFUSALS = {
    400: "The body is not JSON.",
    401: "No token that is in force.",
    403: "The person behind the token may not do this.",
    404: "Nothing is there, or not for this person.",
    409: "It cannot be done as things stand.",
    422: "Something is missing, unknown, or not taken on.",
    429: "Too many calls in a minute; Retry-After says how long to wait.",
}
PROBLEM = "Problem"


class WrongPart(Schema):
    """One thing that is wrong with a call: where, and what."""

    at: str
    detail: str


class Problem(Schema):
    """What could not be done, as RFC 9457 writes it; `detail` says what to do."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[WrongPart] | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked of the API."""

    method: str
    path: str
    summary: str
    description: str
    takes: tuple[tuple[str, str, str], ...]


@login_not_required
@never_cache
@require_safe
def schema(_request: HttpRequest) -> HttpResponse:
    """The description that programs read."""
    return JsonResponse(description())


@login_not_required
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The same in words; it loads nothing from elsewhere."""
    return render(request, "api/reference.html", {"operations": list(_operations())})


@login_not_required
@never_cache
@csrf_exempt
def nowhere(_request: HttpRequest, **_place: str) -> HttpResponse:
    """An address that does not exist, told as everything else here."""
    return problem(404, NotThere.code, NotThere.sentence)


@cache
def description() -> dict[str, Any]:
    """OpenAPI, with the refusals that every operation has."""
    found: dict[str, Any] = dict(door.get_openapi_schema(path_prefix="api/v1/"))
    model = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    found["components"]["schemas"] |= model.pop("$defs") | {PROBLEM: model}
    content = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{PROBLEM}"}}}
    for operation in _every(found):
        operation["responses"] |= {
            str(status): {"description": words, "content": content}
            for status, words in REFUSALS.items()
        }
    return found


def _every(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for methods in found["paths"].values() for each in methods.values()]


def _operations() -> list[Operation]:
    found = description()
    return [
        Operation(
            method.upper(),
            path,
            each["summary"],
            each.get("description", ""),
            tuple(_takes(each, found["components"]["schemas"])),
        )
        for path, methods in found["paths"].items()
        for method, each in methods.items()
    ]


def _takes(operation: dict[str, Any], schemas: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What it takes: name, where it stands, and what it means."""
    given = [
        (each["name"], each["in"], each.get("description", ""))
        for each in operation["parameters"]
        if each["in"] != "path"
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    properties = schemas[name]["properties"] if name else {}
    return [*given, *((key, "body", row.get("description", "")) for key, row in properties.items())]
