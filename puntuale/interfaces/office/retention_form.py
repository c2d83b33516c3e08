"""For how long each kind of data is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntuale.apps.privacy.models import RetentionRule

# A century is for ever to anybody here.
MOST_DAYS = 36_500


class RetentionForm(forms.Form):
    """Days for each kind; an empty field keeps it."""

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        for what, label in RetentionRule.What.choices:
            self.fields[what] = forms.IntegerField(
                label=str(label)[:1].upper() + str(label)[1:],
                required=False,
                min_value=1,
                max_value=MOST_DAYS,
                help_text=_("Days; empty keeps them."),
            )

    def days(self) -> dict[str, int | None]:
        """What was typed, by kind."""
        return {what: self.cleaned_data.get(what) for what in RetentionRule.What.values}
