"""Agreements: their versions, the draft with what is wrong with it, and activation."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.actions import activate, examine, keep_draft, make_standard
from puntuale.apps.agreements.errors import AgreementRefusal, DocumentHasProblems
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.starters import CODES, starter
from puntuale.ui.access import StaffRequest, needs

State = AgreementVersion.State


class NewAgreementForm(forms.Form):
    """A code, and the document to begin with."""

    code = forms.SlugField(label=gettext_lazy("Code"), max_length=60)
    begin_with = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        choices=[("", gettext_lazy("an empty document")), *((code, code) for code in CODES)],
        required=False,
    )


class DraftForm(forms.Form):
    """The document as text."""

    document = forms.CharField(
        label=gettext_lazy("Document"),
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code__text"}),
        max_length=65536,
        strip=False,
    )


class ActivationForm(forms.Form):
    """From when it holds; empty: from now on."""

    valid_from = forms.DateTimeField(
        label=gettext_lazy("In force from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Empty: from now on. Requests that are open stay on their version."),
    )


@needs(Ability.KEEP_AGREEMENTS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Every agreement with its versions."""
    agreements = Agreement.objects.prefetch_related("versions")
    context = {"agreements": agreements, "form": NewAgreementForm()}
    return render(request, "office/agreements.html", context)


@needs(Ability.KEEP_AGREEMENTS)
@require_POST
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
    agreements = Agreement.objects.prefetch_related("versions")
    context = {"agreements": agreements, "form": form}
    return render(request, "office/agreements.html", context, status=422)


@needs(Ability.KEEP_AGREEMENTS)
@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """The draft, kept whatever is wrong with it; every error with its line."""
    agreement = get_object_or_404(Agreement, code=code)
    version = agreement.versions.filter(state=State.DRAFT).first()
    latest = agreement.versions.exclude(state=State.DRAFT).first()
    text = version.document if version else latest.document if latest else ""
    form = DraftForm(request.POST or None, initial={"document": text})
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["document"].replace("\r\n", "\n")
        keep_draft(agreement, text, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is kept."))
        return redirect("office:draft", code=code)
    _document, problems = examine(text, agreement) if text.strip() else (None, [])
    context = {
        "agreement": agreement,
        "version": version,
        "form": form,
        "problems": problems,
        "is_sound": bool(text.strip()) and not problems,
        "activation_form": ActivationForm(),
    }
    return render(request, "office/draft.html", context, status=422 if form.is_bound else 200)


@needs(Ability.KEEP_AGREEMENTS)
@require_GET
def version(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """One version in force, as it was signed."""
    one = get_object_or_404(
        AgreementVersion.objects.select_related("agreement", "activated_by"),
        agreement__code=code,
        number=number,
    )
    return render(request, "office/version.html", {"version": one})


@needs(Ability.KEEP_AGREEMENTS)
@require_POST
def activation(request: StaffRequest, code: str) -> HttpResponse:
    """Freeze the draft."""
    agreement = get_object_or_404(Agreement, code=code)
    one = get_object_or_404(agreement.versions, state=State.DRAFT)
    form = ActivationForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["valid_from"])))
        return redirect("office:draft", code=code)
    at = timezone.now()
    begins: datetime = form.cleaned_data["valid_from"] or at
    try:
        activate(one, valid_from=begins, by=request.user, at=at)
    except DocumentHasProblems:
        messages.error(request, _("The document has errors. They are listed below."))
        return redirect("office:draft", code=code)
    except AgreementRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("office:draft", code=code)
    messages.success(request, _("Version %(number)d is in force.") % {"number": one.number})
    return redirect("office:version", code=code, number=one.number)


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
