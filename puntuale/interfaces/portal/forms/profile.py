"""How somebody wants to be addressed, and when it is there."""

import zoneinfo

from django import forms
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.models import LANGUAGES, User
from puntuale.apps.customers.consents import has_agreed
from puntuale.apps.customers.declining import Topic, declines
from puntuale.apps.tickets.queries import contact_of


def _zones() -> list[tuple[str, str]]:
    # Names such as Etc/GMT+1 mean the reverse of what people read.
    known = zoneinfo.available_timezones()
    places = sorted(name for name in known if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


class ProfileForm(forms.Form):
    """Name, language, time zone, and the mails that may be declined."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("We write to you in"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lazy(_zones, list)(),
        help_text=_("Hours are shown in it; promises name the agreement's zone where it differs."),
    )
    wants_reminders = forms.BooleanField(
        label=_("Remind me by mail when a request waits for me"), required=False
    )
    wants_news = forms.BooleanField(label=_("Send me news and bulletins"), required=False)


def profile_form(user: User, data: QueryDict | None) -> ProfileForm:
    """The form as `data` fills it, else as the profile is."""
    contact = contact_of(user)
    present = {
        "name": user.name,
        "language": user.language,
        "time_zone": user.time_zone,
        "wants_reminders": contact is None or not declines(contact, Topic.REMINDERS),
        "wants_news": contact is not None and has_agreed(contact),
    }
    return ProfileForm(data or None, initial=present)
