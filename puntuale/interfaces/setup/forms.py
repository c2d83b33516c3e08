"""What a newcomer is asked, a few things at a time."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.models import LANGUAGES, User
from puntuale.apps.agreements.starters import CODES
from puntuale.ui.forms import Choice
from puntuale.ui.mailbox_form import ServerForm

ZONES = [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone]

STARTERS = {
    "standard-services": Choice(
        _("Standard services"),
        _(
            "Bugs are free, everything else is estimated and accepted first. Answers in 1 or 3 working days."
        ),
    ),
    "suite-sla": Choice(
        _("Suite with service levels"),
        _("Four severities with first reply and solution in working hours of a split day."),
    ),
    "gold": Choice(_("Gold"), _("New versions, bugs by mail, patches on the promised date.")),
    "direct-support": Choice(
        _("Direct support"), _("A call back within 24 hours, paid with coupons of 15 minutes.")
    ),
    "bespoke": Choice(
        _("Bespoke, S1 to S5"),
        _("Which severity is handled when: office, evening, weekend, holidays."),
    ),
    "upgrade-premium": Choice(
        _("Upgrade and premium support"), _("Sold by partners, who give the first level.")
    ),
    "prospects": Choice(
        _("Enquiries"), _("Prices, calls and subscriptions, asked by whoever is no customer yet.")
    ),
    "platinum": Choice(
        _("Gold and Platinum"), _("Gold with the telephone, short training and configuration.")
    ),
}
assert set(STARTERS) == set(CODES), "every document to begin with is explained"


class BeginningForm(forms.Form):
    """Who runs the desk, and the first administrator."""

    vendor = forms.CharField(label=_("Your company"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language of the desk"), choices=LANGUAGES, initial=get_language
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, initial="Europe/Rome")
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"))
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        help_text=_("At least ten characters."),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("password"):
            somebody = User(name=facts.get("name", ""), email=facts.get("email", ""))
            try:
                validate_password(facts["password"], somebody)
            except ValidationError as trouble:
                self.add_error("password", trouble)
        return facts


class FirstMailboxForm(ServerForm):
    """The address customers write to."""

    class Meta(ServerForm.Meta):
        help_texts = {
            "imap_url": _(
                "Where mail is fetched, for example imap.example.com."
                " Leave it empty where your mail server hands mail over by LMTP."
            )
        }


class FirstAgreementForm(forms.Form):
    """The document to begin with."""

    begin_with = forms.ChoiceField(
        label=_("Which of these is nearest to what you promise?"),
        choices=list(STARTERS.items()),
        widget=forms.RadioSelect,
        initial="standard-services",
    )
