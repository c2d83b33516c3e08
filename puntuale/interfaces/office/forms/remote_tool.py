"""How a customer’s machine is reached."""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from puntuale.apps.work.links import is_sound
from puntuale.apps.work.models import RemoteTool
from puntuale.interfaces.office.forms.fields import Since


class RemoteToolForm(forms.ModelForm[RemoteTool]):
    """A way to a customer's machine, and how its link is made."""

    retired_at = Since(label=_("Retired: it is offered no more"))

    class Meta:
        model = RemoteTool
        fields: ClassVar = ["kind", "name", "link", "retired_at"]
        help_texts: ClassVar = {
            "link": _(
                "For example https://meet.example/{room}, or ssh://support@{machine}. {number} is the"
                " request’s, {room} a name that nobody guesses, {machine} what the agent types."
            )
        }

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if not is_sound(link):
            raise ValidationError(
                _("Write a link such as https://…, with no parts but {number}, {room}, {machine}.")
            )
        return link

    def clean_retired_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["retired_at"], self.initial.get("retired_at"))
