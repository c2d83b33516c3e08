"""Listing, making, changing and deleting saved replies."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.models import SavedReply
from puntuale.ui.access import StaffRequest, needs


class ReplyForm(forms.ModelForm[SavedReply]):
    """A reply with its text in one language or both."""

    class Meta:
        model = SavedReply
        fields: ClassVar = ["title", "text_it", "text_en", "waits_for_customer"]
        widgets: ClassVar[dict[str, Any]] = {
            "text_it": forms.Textarea(attrs={"rows": 6, "lang": "it"}),
            "text_en": forms.Textarea(attrs={"rows": 6, "lang": "en"}),
        }
        help_texts: ClassVar = {
            "text_it": gettext_lazy("Offered on requests in Italian."),
            "text_en": gettext_lazy("Offered on requests in English."),
        }

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not (facts.get("text_it") or facts.get("text_en")):
            raise ValidationError(_("Write the text in at least one language."))
        return facts


@require_safe
@needs(Ability.KEEP_SAVED_REPLIES)
def index(request: StaffRequest) -> HttpResponse:
    """All saved replies, by title."""
    return render(request, "desk/replies/index.html", {"replies": SavedReply.objects.all()})


@require_http_methods(["GET", "POST"])
@needs(Ability.KEEP_SAVED_REPLIES)
def create(request: StaffRequest) -> HttpResponse:
    """A new one."""
    return _edit(request, SavedReply())


@require_http_methods(["GET", "POST"])
@needs(Ability.KEEP_SAVED_REPLIES)
def update(request: StaffRequest, pk: int) -> HttpResponse:
    """Another text, title or effect."""
    return _edit(request, get_object_or_404(SavedReply, pk=pk))


@require_POST
@needs(Ability.KEEP_SAVED_REPLIES)
def destroy(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete one; what was sent with it stays as it was sent."""
    reply = get_object_or_404(SavedReply, pk=pk)
    reply.delete()
    messages.success(request, _("“%(title)s” is deleted.") % {"title": reply.title})
    return redirect("desk:replies")


def _edit(request: StaffRequest, reply: SavedReply) -> HttpResponse:
    form = ReplyForm(request.POST or None, instance=reply)
    if form.is_valid():
        kept = form.save()
        messages.success(request, _("“%(title)s” is saved.") % {"title": kept.title})
        return redirect("desk:replies")
    context = {"form": form, "pk": reply.pk}
    return render(request, "desk/replies/edit.html", context, status=422 if form.is_bound else 200)
