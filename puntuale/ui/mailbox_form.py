"""Where a mailbox is fetched: its password goes in, sealed, and never comes out on a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.sealing import parted, seal
from puntuale.ui.mail_servers import BadHost, Encryption, pieces_of, written

PIECES = ("url", "encryption", "port", "user", "folder", "after")
USUAL = {"imap": Encryption.TLS, "smtp": Encryption.STARTTLS}


class ServerForm(forms.ModelForm[Mailbox]):
    """The server of a mailbox in pieces, for every page that asks for it."""

    imap_encryption = forms.ChoiceField(
        label=_("Encryption for IMAP"), choices=Encryption.choices, required=False
    )
    imap_port = forms.IntegerField(
        label=_("Port for IMAP"),
        required=False,
        min_value=1,
        max_value=65535,
        help_text=_("Leave it empty for the usual one."),
    )
    imap_user = forms.CharField(
        label=_("User name for IMAP"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty where it is the address above."),
    )
    imap_password = forms.CharField(
        label=_("Password for IMAP"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    # Each with the column that holds its sealed password.
    servers = {"imap": "sealed_password"}

    class Meta:
        model = Mailbox
        fields: tuple[str, ...] = ("address", "name", "imap_url")

    def __init__(self, data: Any = None, *, instance: Mailbox | None = None) -> None:
        self._stored = {name: getattr(instance, f"{name}_url", "") for name in self.servers}
        initial = {
            f"{name}_{piece}": value
            for name, url in self._stored.items()
            for piece, value in ({"encryption": USUAL[name]} | pieces_of(url)).items()
        }
        super().__init__(data, instance=instance, initial=initial)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for name, sealed in self.servers.items():
            password = facts.get(f"{name}_password")
            try:
                facts[f"{name}_url"], inside = parted(self._written(name, facts, sealed))
            except BadHost:
                self.add_error(
                    f"{name}_url",
                    _("Write the name of the server alone, for example mail.example.com."),
                )
                continue
            # Nothing typed keeps the one that is stored.
            if password := password or inside:
                setattr(self.instance, sealed, seal(password))
        return facts

    def _written(self, name: str, facts: dict[str, Any], sealed: str) -> str:
        pieces = {piece: facts.get(f"{name}_{piece}") or "" for piece in PIECES}
        # What nobody changed stays to the letter, whoever wrote it.
        if not {f"{name}_{piece}" for piece in PIECES}.intersection(self.changed_data):
            return self._stored[name]
        signs_in = name == "imap" or facts.get(f"{name}_password") or getattr(self.instance, sealed)
        pieces["user"] = pieces["user"] or (facts.get("address", "") if signs_in else "")
        pieces["encryption"] = pieces["encryption"] or USUAL[name]
        return written(name, pieces)
