"""What the group notes: since when, told when, fixed since when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.vulnerabilities.models import Duty


class InstantInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class ExploitForm(forms.Form):
    """Since when we know."""

    aware_at = forms.DateTimeField(label=_("We know of it since"), widget=InstantInput())


class ReportForm(forms.Form):
    """The authority was told."""

    duty = forms.ChoiceField(choices=Duty.choices, widget=forms.HiddenInput)
    sent_at = forms.DateTimeField(label=_("Sent"), widget=InstantInput())
    reference = forms.CharField(
        label=_("Its number at the authority"), max_length=100, required=False
    )


class FixForm(forms.Form):
    """Since when there is a fix."""

    fixed_at = forms.DateTimeField(
        label=_("A fix, or what keeps the harm away, is available since"), widget=InstantInput()
    )


class EndForm(forms.Form):
    """Why nothing is owed any more."""

    because = forms.CharField(label=_("Why"), max_length=300)
