"""An address of ours, and its servers."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.models import LANGUAGES
from puntuale.apps.post.models import Mailbox
from puntuale.ui.mail_servers import After, Encryption
from puntuale.ui.mailbox_form import ServerForm


class MailboxForm(ServerForm):
    """An address of ours."""

    class Meta(ServerForm.Meta):
        fields = ("address", "name", "language", "is_default", "imap_url", "smtp_url")
        help_texts: ClassVar = {
            "imap_url": _("Where mail is fetched, for example imap.example.com"),
            "smtp_url": _(
                "For example smtp.example.com."
                " Leave it empty to send through the server of the installation."
            ),
        }

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    imap_folder = forms.CharField(
        label=_("Folder"), required=False, max_length=100, help_text=_("Leave it empty for INBOX.")
    )
    imap_after = forms.ChoiceField(
        label=_("On its server, a mail that was fetched is"), choices=After.choices, required=False
    )
    smtp_encryption = forms.ChoiceField(
        label=_("Encryption for SMTP"), choices=Encryption.choices, required=False
    )
    smtp_port = forms.IntegerField(
        label=_("Port for SMTP"),
        required=False,
        min_value=1,
        max_value=65535,
        help_text=_("Leave it empty for the usual one."),
    )
    smtp_user = forms.CharField(
        label=_("User name for SMTP"),
        required=False,
        max_length=200,
        help_text=_(
            "Leave it empty where it is the address above, or where no sign-in is asked for."
        ),
    )
    smtp_password = forms.CharField(
        label=_("Password for SMTP"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    servers = ServerForm.servers | {"smtp": "sealed_smtp_password"}
    _imap = ("encryption", "port", "user", "password", "folder", "after")
    _smtp = ("encryption", "port", "user", "password")
    field_order = (
        *Meta.fields[:5],
        *(f"imap_{piece}" for piece in _imap),
        "smtp_url",
        *(f"smtp_{piece}" for piece in _smtp),
    )

    def __init__(self, data: Any = None, *, instance: Mailbox | None = None) -> None:
        super().__init__(data, instance=instance)
        for name in ("imap_password", "smtp_password"):
            self.fields[name].help_text = _("Leave it empty to keep the one that is stored.")
