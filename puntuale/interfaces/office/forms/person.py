"""Who signs in, and who works together."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.models import Team, User
from puntuale.apps.accounts.roles import OF_VENDOR, Role
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.actions import work_for
from puntuale.apps.partners.queries import partner_of
from puntuale.interfaces.office.forms.fields import ZONES


class PersonForm(forms.ModelForm[User]):
    """Somebody of the staff, or a customer's sign-in."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, initial="Europe/Rome")

    class Meta:
        model = User
        fields: ClassVar = [
            "name", "email", "role", "sees_restricted", "language", "time_zone", "is_active",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "email": _("They sign in with a link mailed to this address, then choose a password."),
        }

    partner = forms.ModelChoiceField(
        Organisation.objects.filter(is_partner=True),
        label=_("Partner"),
        required=False,
        empty_label=_("none"),
        help_text=_("For whom somebody with the role of a partner works."),
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        if self.instance.pk:
            self.initial["partner"] = partner_of(self.instance)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("role") == Role.PARTNER and facts.get("partner") is None:
            self.add_error("partner", _("Choose the partner for whom they work."))
        stays = facts.get("role") == Role.ADMINISTRATOR and facts.get("is_active")
        was = self.instance.pk and self.initial.get("role") == Role.ADMINISTRATOR
        others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
        if was and not stays and not others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _("This is the only administrator. Make somebody else administrator first.")
            )
        return facts

    def save(self, commit: bool = True) -> User:  # noqa: FBT001 - Django's own
        user = super().save(commit=commit)
        if user.role == Role.PARTNER:
            work_for(self.cleaned_data["partner"], user, at=timezone.now())
        return user


class TeamForm(forms.ModelForm[Team]):
    """Agents who share a part of the queue."""

    members = forms.ModelMultipleChoiceField(
        User.objects.filter(role__in=OF_VENDOR, is_active=True),
        label=_("Members"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Team
        fields: ClassVar = ["name", "members"]
