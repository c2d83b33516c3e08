"""A customer or partner."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name
from django.utils.translation import gettext_lazy as _

from puntuale.apps.customers.models import Organisation
from puntuale.interfaces.office.forms.fields import ZONES, WordList


class OrganisationForm(forms.ModelForm[Organisation]):
    """A customer or partner."""

    domains = WordList(
        label=_("Mail domains"),
        required=False,
        help_text=_(
            "For example alpine.example. Whoever registers from there is taken to be of it."
        ),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, initial="Europe/Rome")

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        # A page or a script from before this question leaves it as it is.
        if self.is_bound and not self.data.get(self.add_prefix("joining")):
            self.fields["joining"].required = False

    class Meta:
        model = Organisation
        fields: ClassVar = [
            "name", "code", "language", "time_zone", "address", "country", "domains", "joining",
            "is_partner", "notes",
        ]  # fmt: skip

    def clean_domains(self) -> list[str]:
        domains: list[str] = self.cleaned_data["domains"]
        for domain in domains:
            try:
                validate_domain_name(domain)
            except ValidationError as trouble:
                raise ValidationError(
                    _("“%(domain)s” is not a domain. Write only what follows the @.")
                    % {"domain": domain}
                ) from trouble
        return domains

    def clean_joining(self) -> str:
        return self.cleaned_data["joining"] or self.instance.joining

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()
