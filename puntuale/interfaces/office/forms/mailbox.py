"""An address of ours, and its servers."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.post.sealing import parted, seal
from puntuale.ui.mailbox_form import ServerForm


class MailboxForm(ServerForm):
    """An address of ours."""

    class Meta(ServerForm.Meta):
        fields = ("address", "name", "language", "is_default", "imap_url", "smtp_url")
        help_texts: ClassVar = {
            "imap_url": _("For example imaps://support%40example.com@imap.example.com/INBOX"),
            "smtp_url": _(
                "For example smtp://support%40example.com@smtp.example.com:587?starttls."
                " Leave it empty to send through the server of the installation."
            ),
        }

    smtp_password = forms.CharField(
        label=_("Password for SMTP"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    field_order = (*Meta.fields[:5], "imap_password", "smtp_url", "smtp_password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("imap_password", "smtp_password"):
            self.fields[name].help_text = _("Leave it empty to keep the one that is stored.")

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        facts["smtp_url"], inside = parted(facts.get("smtp_url", ""))
        if password := facts.get("smtp_password") or inside:
            self.instance.sealed_smtp_password = seal(password)
        return facts
