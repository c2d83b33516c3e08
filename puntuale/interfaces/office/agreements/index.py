"""The list of agreements, new ones, and which of them serves everybody else."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.actions import keep_draft, make_standard
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.agreements.starters import CODES, starter
from puntuale.ui.access import StaffRequest, needs


class NewAgreementForm(forms.Form):
    """A code, and the document to begin with."""

    code = forms.SlugField(label=gettext_lazy("Code"), max_length=60)
    begin_with = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        choices=[("", gettext_lazy("an empty document")), *((code, code) for code in CODES)],
        required=False,
    )


@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """Every agreement with its versions, and the beginning of a new one."""
    return create(request) if request.method == "POST" else listed(request)


@needs(Ability.READ_AGREEMENTS)
def listed(request: StaffRequest) -> HttpResponse:
    """Every agreement with its versions."""
    return _page(request, NewAgreementForm())


@needs(Ability.KEEP_AGREEMENTS)
def create(request: StaffRequest) -> HttpResponse:
    """A new agreement, beginning with one of the seven documents or with nothing."""
    form = NewAgreementForm(request.POST)
    if form.is_valid():
        code, first = form.cleaned_data["code"], form.cleaned_data["begin_with"]
        text = starter(first).replace(f"code: {first}", f"code: {code}", 1) if first else ""
        try:
            with transaction.atomic():
                agreement = Agreement.objects.create(code=code)
                keep_draft(agreement, text, by=request.user, at=timezone.now())
        except IntegrityError:
            form.add_error("code", _("There is an agreement with this code already."))
        else:
            return redirect("office:draft", code=code)
    return _page(request, form, status=422)


@needs(Ability.KEEP_AGREEMENTS)
@require_POST
def standard(request: StaffRequest, code: str) -> HttpResponse:
    """Let this agreement serve everybody whom no coverage names."""
    agreement = get_object_or_404(Agreement, code=code)
    make_standard(agreement, by=request.user, at=timezone.now())
    messages.success(
        request,
        _("Requests that no coverage names now run under %(code)s.") % {"code": agreement.code},
    )
    return redirect("office:agreements")


def _page(request: StaffRequest, form: NewAgreementForm, status: int = 200) -> HttpResponse:
    context = {
        "agreements": Agreement.objects.prefetch_related("versions"),
        "form": form,
        "keeps": request.user.can(Ability.KEEP_AGREEMENTS),
    }
    return render(request, "office/agreements.html", context, status=status)
