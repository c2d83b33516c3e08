"""People's data: how long what is kept, and one person's copy, hold and erasure."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.queries import contacts_like, contacts_with
from puntuale.apps.privacy.copying import ask_for_copy, copies_in_force
from puntuale.apps.privacy.erasing import ask_for_erasure, preview
from puntuale.apps.privacy.errors import PrivacyRefusal
from puntuale.apps.privacy.holding import end_hold, hold
from puntuale.apps.privacy.models import DataCopy, Erasure, Hold, RetentionRule
from puntuale.apps.privacy.retention import going_by, set_rule
from puntuale.interfaces.office.retention_form import RetentionForm
from puntuale.ui.access import StaffRequest, address_of, needs
from puntuale.ui.data_copies import copy_answer

Deed = Callable[[StaffRequest, Contact], None]
LAST = 20


class HoldForm(forms.Form):
    """Why the data must stay."""

    reason = forms.CharField(label=gettext_lazy("Why they must stay"), max_length=200)


@needs(Ability.KEEP_PRIVACY)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """The rules of retention and what they would let go now; the people to be looked at."""
    rules = dict(RetentionRule.objects.values_list("what", "days"))
    form, at = RetentionForm(request.POST or None, initial=rules), timezone.now()
    status, asked = HTTPStatus.OK, request.GET.get("q", "").strip().lower()
    if form.is_bound and not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif form.is_bound and "show" not in request.POST:
        for what, days in form.days().items():
            set_rule(what, days, by=request.user, at=at, address=address_of(request))
        messages.success(request, _("Saved. What is due is deleted tonight."))
        return redirect("office:privacy")
    elif form.is_bound:
        rules = {what: days for what, days in form.days().items() if days}
    context = {
        "form": form,
        "going": [
            (label, going_by(what, days=rules[what], at=at).count())
            for what, label in RetentionRule.What.choices
            if what in rules
        ],
        "asked": asked,
        # Who has left is found by the whole address.
        "found": contacts_like(asked, Contact.objects.all()) or list(contacts_with([asked])),
        "erasures": Erasure.objects.select_related("contact", "asked_by")[:LAST],
        "holds": Hold.objects.filter(ended_at=None).select_related("contact", "by"),
    }
    return render(request, "office/privacy/index.html", context, status=status)


@require_safe
@needs(Ability.KEEP_PRIVACY)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """What erasing this person would do, and what may be done instead."""
    contact = get_object_or_404(Contact.objects.select_related("organisation", "user"), pk=pk)
    at = timezone.now()
    context = {
        "person": contact,
        "preview": preview(contact),
        "hold": Hold.objects.filter(contact=contact, ended_at=None).select_related("by").first(),
        "hold_form": HoldForm(),
        "copies": copies_in_force(contact, at=at),
    }
    return render(request, "office/privacy/person.html", context)


def deed(done: Deed) -> Callable[..., HttpResponse]:
    """A view that does one thing about one person and shows their page again."""

    @require_POST
    @needs(Ability.KEEP_PRIVACY)
    @wraps(done)
    def view(request: StaffRequest, pk: int) -> HttpResponse:
        try:
            done(request, get_object_or_404(Contact, pk=pk))
        except PrivacyRefusal as refusal:
            messages.error(request, str(refusal))
        return redirect("office:person", pk=pk)

    return view


@deed
def copy(request: StaffRequest, contact: Contact) -> None:
    """Have a copy of all their data made."""
    ask_for_copy(contact, by=request.user, at=timezone.now(), address=address_of(request))
    messages.success(request, _("The copy is being made. Look again in a few minutes."))


@deed
def keep(request: StaffRequest, contact: Contact) -> None:
    """Write down why the data must stay."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write why the data must stay."))
        return
    reason = form.cleaned_data["reason"]
    hold(contact, reason, by=request.user, at=timezone.now(), address=address_of(request))


@deed
def let_go(request: StaffRequest, contact: Contact) -> None:
    """They need not stay any more."""
    end_hold(contact, by=request.user, at=timezone.now(), address=address_of(request))


@deed
def erase(request: StaffRequest, contact: Contact) -> None:
    """Erase them, once somebody has typed the address that is on the page."""
    if request.POST.get("address", "").strip().lower() != contact.email.lower():
        messages.error(request, _("Type the person’s mail address to confirm."))
        return
    ask_for_erasure(contact, by=request.user, at=timezone.now(), address=address_of(request))
    messages.success(request, _("This person is being erased. It takes a few minutes."))


@require_safe
@needs(Ability.KEEP_PRIVACY)
def fetch(request: StaffRequest, key: str) -> HttpResponseBase:
    """The copy, as long as it is kept."""
    found = get_object_or_404(DataCopy.objects.select_related("contact"), key=key)
    return copy_answer(found, by=request.user, address=address_of(request), at=timezone.now())
