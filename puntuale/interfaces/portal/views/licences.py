"""The customer's licences: what they may run, which machines use them, and a lost one given back."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.agreements.licensing import (
    licence_file,
    machine_file,
    proved_release,
    today_of_vendor,
    versions_of,
    versions_until,
)
from puntuale.apps.catalogue.activating import (
    activate,
    release_machine,
    release_with_proof,
    releases_left_for,
)
from puntuale.apps.catalogue.errors import LicenceRefusal
from puntuale.apps.catalogue.models import Activation, Licence, Release
from puntuale.apps.catalogue.queries import licences_of, machines_of, releases_of
from puntuale.core.licences.errors import FileRefused
from puntuale.core.licences.machine import MachineRelease
from puntuale.core.licences.rights import may_run
from puntuale.core.licences.serials import serial_key
from puntuale.interfaces.portal.clocks import seen_by
from puntuale.interfaces.portal.forms.machine import MachineReleaseForm, MachineRequestForm
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.ui.downloads import text_file
from puntuale.ui.words.licences import machine_shown, machines_in_words, versions_in_words

MOST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A licence as a line of a table."""

    licence: Licence
    versions: str
    machines: str


@dataclass(frozen=True, slots=True)
class Version:
    """A release, and whether this licence may run it."""

    release: Release
    is_covered: bool


@require_safe
@customers_only
def index(request: PortalRequest) -> HttpResponse:
    """All of the company's licences, and the form for a machine without a network."""
    # A program shows its request as a picture that leads here, with the text in the address.
    form = MachineRequestForm(initial={"text": request.GET.get("request", "")})
    return _index(request, form)


@require_safe
@customers_only
def page(request: PortalRequest, pk: int) -> HttpResponse:
    """One licence with its machines and versions."""
    licence, now = get_object_or_404(licences_of(request.contact), pk=pk), timezone.now()
    view, until = seen_by(request.user, now), versions_until(licence, now)
    releases = list(releases_of(licence.product)[:MOST])
    active = machines_of(licence).filter(state=Activation.State.ACTIVE)
    context = {
        "line": Line(
            licence,
            versions_in_words(until, releases, today_of_vendor(now)),
            machines_in_words(licence),
        ),
        "machines": [machine_shown(each, view) for each in active],
        "releases_left": releases_left_for(licence, now),
        "versions": [Version(each, may_run(each.released_on, until)) for each in releases],
    }
    return render(request, "portal/licences/page.html", context)


@require_POST
@customers_only
def create_machine(request: PortalRequest) -> HttpResponse:
    """Activate the machine of a request file, and show where its signed file is."""
    form, at = MachineRequestForm(request.POST, request.FILES), timezone.now()
    if not form.is_valid():
        return _index(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    asked = form.cleaned_data["found"]
    own = licences_of(request.contact).filter(serial_key=serial_key(asked.serial_number)).first()
    if own is None:
        # The same words whether it is somebody else's or nobody's.
        form.add_error(None, _("Your company has no licence with the serial number of this file."))
        return _index(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        activate(
            own,
            fingerprint=asked.fingerprint,
            name=asked.name,
            method=Activation.Method.OFFLINE,
            today=today_of_vendor(at),
            at=at,
            by=request.contact,
        )
    except LicenceRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The machine is active. Download its file and give it to the program.")
        )
    return redirect("portal:licence", pk=own.pk)


@require_POST
@customers_only
def release_by_file(request: PortalRequest) -> HttpResponse:
    """Give the seat of a machine back whose program has let go of it, by the proof that it wrote."""
    form, at = MachineReleaseForm(request.POST, request.FILES, auto_id="release-%s"), timezone.now()
    if form.is_valid():
        try:
            pk = _released(request, form.cleaned_data["found"], at)
            messages.success(request, _("The machine is released. Another one can take its place."))
            return redirect("portal:licence", pk=pk)
        except (FileRefused, LicenceRefusal, Activation.DoesNotExist):
            # The same words whether it is somebody else's, an old one or no proof at all.
            form.add_error(None, _("This file proves no active machine of your company."))
    unprocessable = HTTPStatus.UNPROCESSABLE_ENTITY
    return _index(request, MachineRequestForm(), release=form, status=unprocessable)


def _released(request: PortalRequest, release: MachineRelease, at: datetime) -> int:
    proved = proved_release(release, at=at)
    licences = licences_of(request.contact).filter(pk=proved.licence)
    active = Activation.objects.filter(licence__in=licences, state=Activation.State.ACTIVE)
    machine = active.select_related("licence").get(fingerprint=release.fingerprint)
    release_with_proof(machine, issued=proved.issued, by=request.contact, at=at)
    return machine.licence_id


@require_POST
@customers_only
def destroy_machine(request: PortalRequest, pk: int, machine: int) -> HttpResponse:
    """Give a machine's seat back: it is lost, or it is to be another one."""
    found = _active(request, pk, machine)
    try:
        release_machine(found, by=request.contact, at=timezone.now())
    except LicenceRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The machine is released. Another one can take its place."))
    return redirect("portal:licence", pk=pk)


@require_POST
@customers_only
def issue_machine_file(request: PortalRequest, pk: int, machine: int) -> HttpResponse:
    """The signed file of one active machine."""
    found = _active(request, pk, machine)
    name = f"{found.licence.serial_number}-{found}.machine.txt"
    return text_file(name, machine_file(found, at=timezone.now()))


@require_POST
@customers_only
def issue_licence_file(request: PortalRequest, pk: int) -> HttpResponse:
    """The signed file of a licence."""
    licence = get_object_or_404(licences_of(request.contact).select_related("holder"), pk=pk)
    text = licence_file(licence, at=timezone.now())
    return text_file(f"{licence.serial_number}.licence.txt", text)


def lines(request: PortalRequest, at: datetime) -> list[Line]:
    """The licences of the customer's company as lines."""
    found = list(licences_of(request.contact).prefetch_related("product__releases"))
    if not found:
        return []
    until, today = versions_of(found, at), today_of_vendor(at)
    # Releases come as their model sorts them: the newest first.
    return [
        Line(
            one,
            versions_in_words(until[one.pk], one.product.releases.all(), today),
            machines_in_words(one),
        )
        for one in found
    ]


def _index(
    request: PortalRequest,
    form: MachineRequestForm,
    *,
    release: MachineReleaseForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "lines": lines(request, timezone.now()),
        "form": form,
        "release": release or MachineReleaseForm(auto_id="release-%s"),
    }
    return render(request, "portal/licences/index.html", context, status=status)


def _active(request: PortalRequest, pk: int, machine: int) -> Activation:
    licence = get_object_or_404(licences_of(request.contact), pk=pk)
    active = machines_of(licence).filter(state=Activation.State.ACTIVE)
    return get_object_or_404(
        active.select_related("licence__product", "licence__holder"), pk=machine
    )
