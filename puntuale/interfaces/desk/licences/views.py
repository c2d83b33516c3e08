"""Finding a licence, and its machines one by one; partners find those of their own customers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.licensing import (
    licence_file,
    machine_file,
    today_of_vendor,
    versions_until,
)
from puntuale.apps.catalogue.activating import activate, releases_left_for, take_seat_back
from puntuale.apps.catalogue.errors import LicenceRefusal, OtherLicence
from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.apps.catalogue.queries import (
    licences_found_by,
    machines_of,
    machines_released_from,
    machines_that_ask,
    releases_of,
)
from puntuale.apps.partners.queries import licences_visible_to
from puntuale.core.licences.serials import serial_key
from puntuale.interfaces.desk.licences.forms import MachineForm, ReasonForm
from puntuale.interfaces.desk.licences.told import (
    machine_told,
    seller_told,
    technicians_known_to,
)
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.downloads import text_file
from puntuale.ui.words.licences import machine_shown, machines_in_words, versions_in_words
from puntuale.ui.words.viewpoint import Viewpoint

MOST = 50


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """Licences by serial number or customer; and the machines that wait for somebody."""
    words = request.GET.get("q", "").strip()[:100]
    view, theirs = _view(request.user, timezone.now()), licences_visible_to(request.user)
    found = licences_found_by(words, theirs)[:MOST]
    context = {
        "words": words,
        "found": [(one, machines_in_words(one)) for one in found],
        "asking": [
            (each.licence, machine_shown(each, view)) for each in machines_that_ask(theirs)[:MOST]
        ],
    }
    return render(request, "desk/licences/index.html", context)


@require_safe
@needs(Ability.GIVE_SUPPORT)
def page(request: StaffRequest, pk: int) -> HttpResponse:
    """One licence as it stands now."""
    return _page(request, _licence(request, pk), MachineForm())


@require_POST
@needs(Ability.GIVE_SUPPORT)
def create_machine(request: StaffRequest, pk: int) -> HttpResponse:
    """Activate a machine, as the technician who does it."""
    licence, form, at = _licence(request, pk), MachineForm(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, licence, form, status=422)
    try:
        _activated(licence, form, by=request.user, at=at)
    except LicenceRefusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, licence, form, status=409)
    messages.success(request, _("The machine is active. Its file can be downloaded beside it."))
    return redirect("desk:licence", pk=pk)


@require_POST
@needs(Ability.GIVE_SUPPORT)
def grant_machine(request: StaffRequest, pk: int, machine: int) -> HttpResponse:
    """Activate a machine that has asked."""
    asked = get_object_or_404(machines_of(_licence(request, pk)), pk=machine)
    try:
        activate(
            asked.licence,
            fingerprint=asked.fingerprint,
            method=Activation.Method.TECHNICIAN,
            today=today_of_vendor(timezone.now()),
            at=timezone.now(),
            by=request.user,
        )
    except LicenceRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:licence", pk=pk)


@require_POST
@needs(Ability.GIVE_SUPPORT)
def destroy_machine(request: StaffRequest, pk: int, machine: int) -> HttpResponse:
    """Take a seat back, whatever the holder may still release."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    found = get_object_or_404(machines_of(_licence(request, pk)), pk=machine)
    try:
        take_seat_back(found, by=request.user, at=timezone.now(), because=reason)
    except LicenceRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:licence", pk=pk)


@require_POST
@needs(Ability.GIVE_SUPPORT)
def issue_machine_file(request: StaffRequest, pk: int, machine: int) -> HttpResponse:
    """The signed file of one active machine."""
    active = machines_of(_licence(request, pk)).filter(state=Activation.State.ACTIVE)
    found = get_object_or_404(
        active.select_related("licence__product", "licence__holder"), pk=machine
    )
    name = f"{found.licence.serial_number}-{found}.machine.txt"
    return text_file(name, machine_file(found, at=timezone.now()))


@require_POST
@needs(Ability.GIVE_SUPPORT)
def issue_licence_file(request: StaffRequest, pk: int) -> HttpResponse:
    """The signed file of a licence."""
    licence = _licence(request, pk)
    name = f"{licence.serial_number}.licence.txt"
    return text_file(name, licence_file(licence, at=timezone.now()))


def _licence(request: StaffRequest, pk: int) -> Licence:
    return get_object_or_404(licences_visible_to(request.user), pk=pk)


def _activated(licence: Licence, form: MachineForm, *, by: User, at: datetime) -> Activation:
    """The machine of the form, active.

    Raises:
        OtherLicence: its request names another serial number.
    """
    values = form.cleaned_data
    named = serial_key(values.get("serial_number", ""))
    if named and named != licence.serial_key:
        raise OtherLicence
    return activate(
        licence,
        fingerprint=values["fingerprint"],
        name=values["name"],
        method=Activation.Method.TECHNICIAN,
        today=today_of_vendor(at),
        at=at,
        by=by,
    )


def _page(
    request: StaffRequest, licence: Licence, form: MachineForm, *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    view, today = _view(request.user, now), today_of_vendor(now)
    releases = list(releases_of(licence.product)[:MOST])
    until = versions_until(licence, now)
    live = list(machines_of(licence))
    ended, is_known = machines_released_from(licence)[:MOST], technicians_known_to(request.user)
    context = {
        "licence": licence,
        "seller": seller_told(licence, request.user),
        "machines_used": machines_in_words(licence),
        "versions": versions_in_words(until, releases, today),
        "active": [
            machine_told(each, view, is_known) for each in _in(live, Activation.State.ACTIVE)
        ],
        "asking": [
            machine_told(each, view, is_known) for each in _in(live, Activation.State.REQUESTED)
        ],
        "ended": [
            (machine_shown(each, view), each, is_known(each.ended_by_user_id)) for each in ended
        ],
        "releases_left": releases_left_for(licence, now),
        "form": form,
        "keeps_licences": request.user.can(Ability.KEEP_CUSTOMERS),
    }
    return render(request, "desk/licences/page.html", context, status=status)


def _in(machines: list[Activation], state: str) -> list[Activation]:
    return [each for each in machines if each.state == state]


def _view(user: User, now: datetime) -> Viewpoint:
    return Viewpoint(now, ZoneInfo(user.time_zone))
