"""What a replay is asked about: which requests, and under what."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.customers.models import Organisation
from puntuale.interfaces.office.forms.fields import DateInput

State = AgreementVersion.State
QUARTER = timedelta(days=91)


class VersionChoice(forms.ModelChoiceField[AgreementVersion]):
    """Versions by the code of their agreement and their number."""

    def label_from_instance(self, obj: AgreementVersion) -> str:
        return name_of(obj)


class ReplayForm(forms.Form):
    """A period of local days, one customer or all, and the document that stands against it."""

    version = VersionChoice(
        label=gettext_lazy("Under"), queryset=AgreementVersion.objects.none(), empty_label=None
    )
    first_date = forms.DateField(label=gettext_lazy("Arrived from"), widget=DateInput())
    last_date = forms.DateField(label=gettext_lazy("to, included"), widget=DateInput())
    organisation = forms.CharField(
        label=gettext_lazy("Customer"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Empty: all of them."),
    )

    def __init__(self, agreement: Agreement, today: date, data: Any = None) -> None:
        period = {"first_date": today - QUARTER, "last_date": today}
        super().__init__(data, initial=period)
        choice = self.fields["version"]
        assert isinstance(choice, VersionChoice)
        choice.queryset = _versions(agreement)

    def clean_organisation(self) -> Organisation | None:
        name: str = self.cleaned_data["organisation"]
        if not name:
            return None
        found = list(Organisation.objects.filter(name__iexact=name)[:2])
        if len(found) != 1:
            raise ValidationError(_("There is no customer of this name, or more than one."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        first, last = facts.get("first_date"), facts.get("last_date")
        if first and last and last < first:
            self.add_error("last_date", _("The last day comes before the first."))
        return facts


def name_of(version: AgreementVersion) -> str:
    """ "suite-sla, draft 4", "gold, version 2"."""
    values = {"code": version.agreement.code, "number": version.number}
    if version.state == State.DRAFT:
        return _("%(code)s, draft %(number)s") % values
    return _("%(code)s, version %(number)s") % values


def _versions(agreement: Agreement) -> QuerySet[AgreementVersion]:
    """The agreement's own draft and versions first, then what is in force elsewhere."""
    own = Q(agreement=agreement)
    found = AgreementVersion.objects.filter(own | Q(state=State.ACTIVE))
    own_first = Case(When(own, then=Value(0)), default=Value(1))
    return found.select_related("agreement").order_by(own_first, "agreement__code", "-number")
