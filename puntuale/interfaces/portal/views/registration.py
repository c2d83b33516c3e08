"""Registering without an account: asked for, proved by a mailed link, settled.

Whatever is known about the address, the company or the serial number makes no difference to what is
shown before the address is proved; and afterwards none to whether a serial number is unknown or taken.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.registrations.actions import Typed, ask_to_register, prove, registration_behind
from puntuale.apps.registrations.models import Registration
from puntuale.apps.registrations.queries import registration_open_under
from puntuale.core.agreements.document.parts.intake import RegistrationRow
from puntuale.interfaces.portal.forms.registration import RegistrationForm
from puntuale.interfaces.portal.limits import refusal
from puntuale.ui.words.verdicts import in_language


@dataclass(frozen=True, slots=True)
class Offer:
    """Under which terms one registers."""

    version: AgreementVersion
    row: RegistrationRow
    title: str
    url: str
    coupons: int


@login_not_required
def create(request: HttpRequest) -> HttpResponse:
    """Show the form; keep what was typed, and mail the link."""
    offer = _offer()
    initial = {"language": (get_language() or "en")[:2], "terms": offer.version.sha256}
    form = RegistrationForm(request.POST or None, initial=initial, row=offer.row)
    if not form.is_bound:
        return _page(request, form, offer)
    if refused := refusal(request, "public_form"):
        return refused
    if not form.is_valid():
        return _page(request, form, offer, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.cleaned_data["website"]:
        # A robot is told what people are told, and nothing happens.
        return redirect("portal:registration_sent")
    if form.cleaned_data["terms"] != offer.version.sha256:
        sentence = _("The terms have changed since they were shown. Read them, then send.")
        form.add_error("accepts_terms", sentence)
        return _page(request, form, offer, status=HTTPStatus.CONFLICT)
    if refused := refusal(request, "registration", key=form.cleaned_data["email"]):
        return refused
    ask_to_register(_typed(form.cleaned_data), offer.version, at=timezone.now())
    return redirect("portal:registration_sent")


@login_not_required
@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """The mail is on its way; the same for every address."""
    return render(request, "portal/registration/sent.html")


@login_not_required
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link: looking at it confirms nothing, the button does."""
    now = timezone.now()
    if request.method == "POST":
        registration = prove(token, at=now)
        if registration is not None:
            done = registration.state == Registration.State.DONE
            context = {"registration": registration, "is_done": done}
            return render(request, "portal/registration/settled.html", context)
    found = registration_behind(token, at=now)
    status = HTTPStatus.OK if found else HTTPStatus.GONE
    return render(
        request, "portal/registration/confirm.html", {"registration": found}, status=status
    )


def _offer() -> Offer:
    version = registration_open_under(timezone.now())
    if version is None:
        raise Http404
    document = document_of(version)
    assert document.registration is not None, "the query asks for one"
    published = version.agreement.is_published
    rules = document.coupons
    return Offer(
        version=version,
        row=document.registration,
        title=in_language(version.titles),
        url=reverse("public:support", args=[version.agreement.code]) if published else "",
        coupons=rules.free_on_registration if rules else 0,
    )


def _typed(values: dict[str, Any]) -> Typed:
    return Typed(**{name: values[name] for name in Typed.__dataclass_fields__})


def _page(
    request: HttpRequest, form: RegistrationForm, offer: Offer, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"form": form, "offer": offer}
    return render(request, "portal/registration/new.html", context, status=status)
