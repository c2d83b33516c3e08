"""How a customer’s machine is reached."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from puntuale.apps.work.links import is_sound
from puntuale.apps.work.models import RemoteTool


class RemoteToolForm(forms.ModelForm[RemoteTool]):
    """A way to a customer's machine, and how its link is made."""

    is_retired = forms.BooleanField(label=_("Retired: it is offered no more"), required=False)

    class Meta:
        model = RemoteTool
        fields: ClassVar = ["kind", "name", "link"]
        help_texts: ClassVar = {
            "link": _(
                "For example https://meet.example/{room}, or ssh://support@{machine}. {number} is the"
                " request’s, {room} a name that nobody guesses, {machine} what the agent types."
            )
        }

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["is_retired"].initial = self.instance.retired_at is not None

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if not is_sound(link):
            raise ValidationError(
                _("Write a link such as https://…, with no parts but {number}, {room}, {machine}.")
            )
        return link

    def save(self, commit: bool = True) -> RemoteTool:  # noqa: FBT001 - Django's own
        if not self.cleaned_data["is_retired"]:
            self.instance.retired_at = None
        elif self.instance.retired_at is None:
            self.instance.retired_at = timezone.now()
        return super().save(commit)
