"""What a customer adds to a request."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.interfaces.portal.forms.files import Files

MOST_IN_COPY = 10


class Addresses(forms.CharField):
    """A few e-mail addresses, separated by commas."""

    def clean(self, value: Any) -> list[str]:
        words = [word.strip() for word in (super().clean(value) or "").split(",") if word.strip()]
        for word in words:
            try:
                validate_email(word)
            except ValidationError as trouble:
                sentence = _("“%(word)s” is not a mail address.") % {"word": word}
                raise ValidationError(sentence) from trouble
        if len(words) > MOST_IN_COPY:
            raise ValidationError(_("At most %(count)s people in copy.") % {"count": MOST_IN_COPY})
        return words


class ReplyForm(forms.Form):
    """Words, files, and who reads along from now on."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    attached = Files()
    cc = Addresses(
        label=gettext_lazy("Copy to"),
        required=False,
        help_text=gettext_lazy("Mail addresses, separated by commas. They read what follows."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
