"""From which day to which something holds."""

from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from puntuale.interfaces.office.forms.fields import DateInput

Row = TypeVar("Row", bound=Model)


class PeriodForm(forms.ModelForm[Row]):
    """Something that holds from a day up to and with another, or without end."""

    class Meta:
        widgets: ClassVar = {"starts_on": DateInput(), "ends_on": DateInput()}

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        starts, ends = facts.get("starts_on"), facts.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day lies before the first. Choose a later one."))
        return facts
