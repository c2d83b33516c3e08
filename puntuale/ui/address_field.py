"""People in copy, typed or pasted as mail programs write them."""

from email.utils import getaddresses
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from puntuale.apps.post.addressing import as_header

MOST_IN_COPY = 20


class Addresses(forms.CharField):
    """`marco@brembo.example, Anna Conti <anna@brembo.example>`; semicolons and lines part them as well."""

    def clean(self, value: Any) -> list[str]:
        text = ", ".join((super().clean(value) or "").replace(";", ",").splitlines())
        written = [(name, address) for name, address in getaddresses([text]) if name or address]
        if text.strip(" ,") and not written:
            _refuse(text)
        for name, address in written:
            try:
                validate_email(address)
            except ValidationError:
                _refuse(address or name)
        if len(written) > MOST_IN_COPY:
            raise ValidationError(_("At most %(count)s people in copy.") % {"count": MOST_IN_COPY})
        return [as_header(*person) for person in written]


def _refuse(word: str) -> None:
    raise ValidationError(_("“%(word)s” is not a mail address.") % {"word": word.strip()})
