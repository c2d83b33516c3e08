"""Writing a draft, checking it, and putting it in force."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.errors import AgreementRefusal, DocumentHasProblems
from puntuale.apps.agreements.examining import examine
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.written import State
from puntuale.apps.tickets.queries import open_on_versions
from puntuale.ui.access import StaffRequest, needs


class DraftForm(forms.Form):
    """The document as text."""

    document = forms.CharField(
        label=gettext_lazy("Document"),
        widget=forms.Textarea(
            attrs={"rows": 30, "spellcheck": "false", "class": "code__text", "data-lines": True}
        ),
        max_length=65536,
        strip=False,
    )

    def clean_document(self) -> str:
        text: str = self.cleaned_data["document"]
        return text.replace("\r\n", "\n")


class ActivationForm(forms.Form):
    """From when it holds; empty: from now on."""

    valid_from = forms.DateTimeField(
        label=gettext_lazy("In force from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Empty: from now on."),
    )


@needs(Ability.KEEP_AGREEMENTS)
@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """The draft: checked without being kept, or kept whatever is wrong with it."""
    agreement = get_object_or_404(Agreement, code=code)
    newest = agreement.versions.defer(None).first()
    version = newest if newest is not None and newest.state == State.DRAFT else None
    form = DraftForm(request.POST or None, initial={"document": newest.document if newest else ""})
    if not form.is_bound:
        return _page(request, agreement, version, form, newest.document if newest else "")
    if not form.is_valid():
        return _page(request, agreement, version, form, "", status=422)
    text = form.cleaned_data["document"]
    if request.POST.get("do") == "check":
        return _page(request, agreement, version, form, text, is_kept=False)
    keep_draft(agreement, text, by=request.user, at=timezone.now())
    messages.success(request, _("The draft is kept."))
    return redirect("office:draft", code=code)


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
    return redirect("office:agreement", code=code)


def _page(
    request: StaffRequest,
    agreement: Agreement,
    version: AgreementVersion | None,
    form: DraftForm,
    text: str,
    *,
    is_kept: bool = True,
    status: int = 200,
) -> HttpResponse:
    """The text with what is wrong with it; a sound draft that is kept can be put in force."""
    examined = examine(text, agreement) if text.strip() else None
    can_begin = is_kept and version is not None and examined is not None and examined.is_sound
    context = {
        "agreement": agreement,
        "version": version,
        "form": form,
        "examined": examined,
        "is_kept": is_kept,
        "activation_form": ActivationForm() if can_begin else None,
        "stay": sum(_open_requests(agreement).values()) if can_begin else 0,
    }
    return render(request, "office/agreement/draft.html", context, status=status)


def _open_requests(agreement: Agreement) -> dict[int, int]:
    return open_on_versions(agreement.versions.values_list("pk", flat=True))
