"""Three steps from an empty desk to a working one."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.roles import Ability, Role
from puntuale.apps.accounts.setup_key import fits, forget_key
from puntuale.apps.agreements.actions import begin_with, make_standard
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.tickets.forecast import forecast_for
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.tools import begin_with_usual_tools
from puntuale.interfaces.setup.forms import BeginningForm, FirstAgreementForm, FirstMailboxForm
from puntuale.ui.access import StaffRequest, address_of, needs

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@require_http_methods(["GET", "POST"])
def beginning(request: HttpRequest) -> HttpResponse:
    """Vendor and administrator, for whoever holds the key; not found once they are there."""
    if Vendor.objects.exists():
        raise Http404
    key = request.POST.get("key") or request.GET.get("key", "")
    if not fits(settings.DATA_DIRECTORY, key):
        return render(request, "setup/key.html", status=403)
    form = BeginningForm(request.POST or None)
    if form.is_bound and form.is_valid():
        user = _begin(request, form)
        login(request, user, backend=BACKEND)
        forget_key(settings.DATA_DIRECTORY)
        return redirect("setup:mailbox")
    status = 422 if form.is_bound else 200
    return render(request, "setup/beginning.html", {"form": form, "key": key}, status=status)


@needs(Ability.KEEP_MAILBOXES)
@require_http_methods(["GET", "POST"])
def mailbox(request: StaffRequest) -> HttpResponse:
    """The address customers write to, or later."""
    form = FirstMailboxForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            form.instance.is_default = True
            form.instance.language = request.user.language
            form.save()
            record_change("mailboxes.made", form.instance, by=request.user, at=timezone.now())
        return redirect("setup:agreement")
    status = 422 if form.is_bound else 200
    return render(request, "setup/mailbox.html", {"form": form}, status=status)


@needs(Ability.KEEP_AGREEMENTS)
@require_http_methods(["GET", "POST"])
def agreement(request: StaffRequest) -> HttpResponse:
    """The agreement that serves everybody for a beginning."""
    form = FirstAgreementForm(request.POST or None)
    if form.is_bound and form.is_valid():
        at, code = timezone.now(), form.cleaned_data["begin_with"]
        with transaction.atomic():
            begun = begin_with(code, by=request.user, at=at)
            if not Agreement.objects.filter(is_standard=True).exists():
                make_standard(begun, by=request.user, at=at)
        messages.success(
            request, _("Your desk is ready. The agreement is in force and can be changed.")
        )
        if _refuses_the_form(at):
            messages.warning(
                request,
                _(
                    "It takes no requests from the public form, which says so to everybody. Where it"
                    " shall, add the channel “form” to a draft of the agreement."
                ),
            )
        return redirect("desk:queue")
    status = 422 if form.is_bound else 200
    return render(request, "setup/agreement.html", {"form": form}, status=status)


def _refuses_the_form(at: datetime) -> bool:
    """Whether somebody without an account, who finds the form, could ask for nothing."""
    form = Ticket.Channel.FORM.value
    return bool(forecast_for(None, product=None, channel=form, type="", severity="", at=at).refusal)


@transaction.atomic
def _begin(request: HttpRequest, form: BeginningForm) -> User:
    values, at = form.cleaned_data, timezone.now()
    vendor = Vendor.objects.create(
        name=values["vendor"],
        language=values["language"],
        time_zone=values["time_zone"],
        made_at=at,
    )
    user = User.objects.create_user(
        values["email"],
        values["password"],
        name=values["name"],
        role=Role.ADMINISTRATOR,
        sees_restricted=True,
        language=values["language"],
        time_zone=values["time_zone"],
        joined_at=at,
    )
    begin_with_usual_tools()
    record_change("vendor.made", vendor, by=user, at=at, address=address_of(request))
    return user
