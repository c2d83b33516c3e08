"""Who may do what, the whole table on one screen; and which roles must have a second factor."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.accounts.roles import ABILITIES, Ability, Role
from puntuale.apps.accounts.second_factor import require_second_factor
from puntuale.ui.access import StaffRequest, address_of, needs
from puntuale.ui.words.abilities import ABILITIES as WORDS


@dataclass(frozen=True, slots=True)
class Line:
    """One ability, and for each role whether it has it."""

    words: str
    allowed: tuple[bool, ...]


class SecondFactorForm(forms.Form):
    """Of whom a second factor is asked."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Must have a second factor"),
        required=False,
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "They are signed out now, and led to set one up when they come in again."
        ),
    )


@needs(Ability.KEEP_PEOPLE)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """The table, which is the program's, and the setting, which is the administrator's."""
    vendor = get_object_or_404(Vendor)
    form = SecondFactorForm(
        request.POST or ({} if request.method == "POST" else None),
        initial={"roles": vendor.second_factor_roles},
    )
    if form.is_bound and form.is_valid():
        require_second_factor(
            form.cleaned_data["roles"],
            by=request.user,
            at=timezone.now(),
            address=address_of(request),
        )
        messages.success(request, _("Saved."))
        return redirect("office:abilities")
    context = {
        "roles": [role.label for role in Role],
        "lines": [
            Line(str(WORDS[ability]), tuple(ability in ABILITIES[role] for role in Role))
            for ability in Ability
        ],
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/abilities.html", context, status=status)
