"""Why somebody looks into a customer's data, as they write it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """One line, which the customer reads."""

    reason = forms.CharField(
        label=_("Why do you need it?"),
        max_length=300,
        help_text=_(
            "The customer reads this, with your name and the time. It holds for ten hours."
        ),
    )
