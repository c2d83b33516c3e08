"""The page of states, in the desk's shell and in the portal's."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tests.ui.states import charges, whys
from tests.ui.states.forms import RequestForm
from tests.ui.states.values import DESK


@dataclass(frozen=True)
class Elena:
    """Somebody who is signed in, without a database."""

    is_authenticated = True

    def __str__(self) -> str:
        return "Elena Riva"


def wrong_form() -> RequestForm:
    return RequestForm({"product": "op", "serial": "OP-4471-0892-K", "kind": "T1"})


@login_not_required
def desk_states(request: HttpRequest) -> HttpResponse:
    request.user = Elena()
    messages.success(request, "Reply sent to Giulia Conti. The clock keeps running.")
    messages.error(request, "Not saved: someone else changed it.")
    return render(request, "states/desk.html", DESK | {"form": wrong_form()})


@login_not_required
def portal_states(request: HttpRequest) -> HttpResponse:
    return render(request, "states/portal.html", DESK | {"form": wrong_form()})


@login_not_required
def why_states(request: HttpRequest) -> HttpResponse:
    explanations = {title: make() for title, make in whys.ALL.items()}
    return render(request, "states/why.html", DESK | {"explanations": explanations})


@login_not_required
def charge_states(request: HttpRequest) -> HttpResponse:
    request.user = Elena()
    return render(request, "states/charges.html", DESK | {"charges": charges.shown()})


@login_not_required
def swap(request: HttpRequest) -> HttpResponse:
    return render(request, "states/swap.html", DESK)


@login_not_required
def part(request: HttpRequest) -> HttpResponse:
    return render(request, "states/_part.html", {"title": "After"})


@login_not_required
def minute(request: HttpRequest) -> HttpResponse:
    return HttpResponse("asked")


@login_not_required
def draft(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"kept: {request.POST['text']}", content_type="text/plain")
