"""Somebody without an account asks to be called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from puntuale.interfaces.portal.forms.sender import SenderForm
from puntuale.ui.call_form import CallForm


class PublicCallForm(SenderForm, CallForm):
    """Who, on which number, and about what."""

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["email"].help_text = _("We write to it if we do not reach you.")
