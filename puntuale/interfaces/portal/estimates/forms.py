"""What is asked of whoever decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACCEPT, DECLINE = "accept", "decline"


class DecisionForm(forms.Form):
    """One decision with a name; the authority to spend is asked only of who accepts."""

    order_reference = forms.CharField(
        label=gettext_lazy("Your order number, if you need one"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    authority = forms.BooleanField(required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why you decline"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keep_open = forms.BooleanField(
        label=gettext_lazy("I would like to talk about it: keep the request open."),
        required=False,
    )
    # Which text the person had before them.
    shown = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[(ACCEPT, ""), (DECLINE, "")])

    def __init__(self, *args: Any, commits: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("I may commit %(organisation)s to this amount.")
        self.fields["authority"].label = label % {"organisation": commits}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") == ACCEPT and not values.get("authority"):
            self.add_error("authority", _("Only who may commit the organisation can accept."))
        return values
