"""A form with every kind of field, one of them wrong."""

from django import forms

from puntuale.ui.forms import Choice


class RequestForm(forms.Form):
    product = forms.ChoiceField(
        label="Product",
        choices=[("op", "Officina Planner 8.4"), ("0", "Something else")],
        help_text="The serial is under Help, About. If you cannot find it, enter 0.",
    )
    serial = forms.CharField(
        label="Serial number",
        min_length=16,
        error_messages={
            "min_length": "One character is missing at the end. It looks like OP-1234-5678-AB."
        },
        help_text="On the invoice, too.",
    )
    detail = forms.CharField(label="What happens?", widget=forms.Textarea, required=False)
    files = forms.FileField(label="Files", required=False)
    kind = forms.ChoiceField(
        label="What kind of request is it?",
        widget=forms.RadioSelect,
        choices=[
            ("T1", Choice("A bug in software you made", "It worked differently before.", "free")),
            ("T2", Choice("A problem in a system you maintain", "Servers.", "estimate first")),
        ],
    )
    consent = forms.BooleanField(label="You may look at our data", required=False)
