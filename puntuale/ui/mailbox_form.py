"""Where a mailbox is fetched: its password goes in, sealed, and never comes out on a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.sealing import parted, seal


class ServerForm(forms.ModelForm[Mailbox]):
    """The server of a mailbox, for every page that asks for it."""

    imap_password = forms.CharField(
        label=_("Password for IMAP"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Mailbox
        fields: tuple[str, ...] = ("address", "name", "imap_url")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        facts["imap_url"], inside = parted(facts.get("imap_url", ""))
        # Nothing typed keeps the one that is stored.
        if password := facts.get("imap_password") or inside:
            self.instance.sealed_password = seal(password)
        return facts
