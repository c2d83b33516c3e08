"""Importing a list of customers: choose, look, confirm."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.interfaces.office.imports import COLUMNS, keep, preview_of
from puntuale.ui.access import StaffRequest, needs

MAX_BYTES = 2 * 1024 * 1024


class ListForm(forms.Form):
    """A file, or the text of one."""

    file = forms.FileField(label=gettext_lazy("CSV file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("or its lines"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def clean_file(self) -> str:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("The file is larger than 2 MB. Import it in parts."))
        content: bytes = file.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")


@needs(Ability.KEEP_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customers(request: StaffRequest) -> HttpResponse:
    """Show what a list would do; keep it when it is confirmed."""
    form = ListForm(request.POST or None, request.FILES or None)
    preview, text = None, ""
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["file"] or form.cleaned_data["text"]
        preview = preview_of(text)
        if preview.is_good and "confirm" in request.POST:
            keep(preview, by=request.user, at=timezone.now())
            made = ngettext("%(n)d customer", "%(n)d customers", preview.customers) % {
                "n": preview.customers
            }
            people = ngettext("%(n)d contact", "%(n)d contacts", preview.contacts) % {
                "n": preview.contacts
            }
            messages.success(
                request, _("Imported: %(made)s and %(people)s.") % {"made": made, "people": people}
            )
            return redirect("office:index", code="customers")
    context = {"form": form, "preview": preview, "text": text, "columns": COLUMNS}
    wrong = form.is_bound and (preview is None or not preview.is_good)
    return render(request, "office/import.html", context, status=422 if wrong else 200)
