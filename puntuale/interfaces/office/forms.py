"""The forms of the office: explicit fields, errors that say what to do."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import available_timezones

import stdnum.exceptions
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum import iban

from puntuale.apps.accounts.models import Team, User, Vendor
from puntuale.apps.accounts.roles import OF_VENDOR, Role
from puntuale.apps.agreements.licensing import today_of_vendor
from puntuale.apps.agreements.models import Coverage
from puntuale.apps.agreements.sellers import sell_by
from puntuale.apps.catalogue.models import Licence, ListPrice, Product, Release
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.partners.actions import keep_link, others_look_after, work_for
from puntuale.apps.partners.errors import LookedAfterAlready
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.partners.queries import partner_of
from puntuale.apps.post.sealing import parted, seal
from puntuale.apps.work.links import is_sound
from puntuale.apps.work.models import RemoteTool
from puntuale.core.licences.serials import serial_key
from puntuale.ui.mailbox_form import ServerForm

ZONES = [
    (zone, zone.replace("_", " "))
    for zone in sorted(available_timezones())
    if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/"))
]
ZONES.append(("UTC", "UTC"))


class DateInput(forms.DateInput):
    """The browser's own date field, which speaks ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class WordList(forms.CharField):
    """Several words in one line, kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        words = super().clean(value) or ""
        return [word.strip().lower() for word in words.replace(",", " ").split() if word.strip()]


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


class Since(forms.BooleanField):
    """A fact that is stored with the instant from which it holds, and typed as yes or no."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(required=False, **facts)

    def prepare_value(self, value: Any) -> Any:
        return bool(value)

    @staticmethod
    def kept(said: bool, before: datetime | None) -> datetime | None:  # noqa: FBT001 - a box
        """The instant to store: the earlier one where it was so already, now, or none."""
        return (before or timezone.now()) if said else None


class ContactForm(forms.ModelForm[Contact]):
    """A person who asks."""

    left_at = Since(
        label=_("Has left"),
        help_text=_("Reads nothing any more, and their mails no longer join a request."),
    )

    class Meta:
        model = Contact
        fields: ClassVar = [
            "name", "email", "organisation", "phone", "language", "may_spend", "sees_colleagues",
            "left_at",
        ]  # fmt: skip

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_left_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["left_at"], self.initial.get("left_at"))


class PartnerLinkForm(forms.ModelForm[PartnerLink]):
    """Which partner looks after which customer, and when."""

    ended_at = Since(
        label=_("Ended now"),
        help_text=_("The partner’s next question finds nothing of this customer any more."),
    )

    class Meta:
        model = PartnerLink
        fields: ClassVar = [
            "organisation", "partner", "products", "starts_on", "ends_on", "ended_at",
        ]  # fmt: skip
        widgets: ClassVar = {"starts_on": DateInput(), "ends_on": DateInput()}

    def clean_ended_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["ended_at"], self.initial.get("ended_at"))

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        starts, ends = facts.get("starts_on"), facts.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day lies before the first. Choose a later one."))
        if facts.get("partner") and facts.get("partner") == facts.get("organisation"):
            self.add_error("partner", _("A partner cannot look after itself. Choose another."))
        return facts

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and others_look_after(self.instance, self.cleaned_data["products"]):
            self.add_error("partner", str(LookedAfterAlready()))

    def save(self, commit: bool = True) -> PartnerLink:  # noqa: FBT001 - Django's own
        at = timezone.now()
        products = list(self.cleaned_data["products"])
        keep_link(self.instance, products, today=today_of_vendor(at), at=at)
        return self.instance


class CoverageForm(forms.ModelForm[Coverage]):
    """Which agreement holds for which customer, and when."""

    suspended_at = Since(
        label=_("Suspended"),
        help_text=_("Requests that come from now on do not run under it."),
    )

    class Meta:
        model = Coverage
        fields: ClassVar = [
            "organisation", "agreement", "reference", "starts_on", "ends_on", "products",
            "deployment", "partner", "suspended_at",
        ]  # fmt: skip
        widgets: ClassVar = {"starts_on": DateInput(), "ends_on": DateInput()}
        help_texts: ClassVar = {
            "partner": _("Who sells it from now on; what came or began before stays as it was."),
        }

    def clean_suspended_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["suspended_at"], self.initial.get("suspended_at"))

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        starts, ends = facts.get("starts_on"), facts.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day lies before the first. Choose a later one."))
        return facts

    def save(self, commit: bool = True) -> Coverage:  # noqa: FBT001 - Django's own
        partner = self.instance.partner
        if self.instance.pk and "partner" in self.changed_data:
            # Whoever sold it keeps what came before: it is changed by the one way that remembers.
            sell_by(self.instance, partner, at=timezone.now())
        return super().save(commit)


class ProductForm(forms.ModelForm[Product]):
    """Something that is supported."""

    class Meta:
        model = Product
        fields: ClassVar = ["name", "code", "releases_each_year"]
        help_texts: ClassVar = {
            "releases_each_year": _("Within 365 days; more of them go through a request."),
        }


class RemoteToolForm(forms.ModelForm[RemoteTool]):
    """A way to a customer's machine, and how its link is made."""

    is_retired = forms.BooleanField(label=_("Retired: it is offered no more"), required=False)

    class Meta:
        model = RemoteTool
        fields: ClassVar = ["kind", "name", "link"]
        help_texts: ClassVar = {
            "link": _(
                "For example https://meet.example/{room}, or ssh://support@{machine}. {number} is the"
                " request’s, {room} a name that nobody guesses, {machine} what the agent types."
            )
        }

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["is_retired"].initial = self.instance.retired_at is not None

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if not is_sound(link):
            raise ValidationError(
                _("Write a link such as https://…, with no parts but {number}, {room}, {machine}.")
            )
        return link

    def save(self, commit: bool = True) -> RemoteTool:  # noqa: FBT001 - Django's own
        if not self.cleaned_data["is_retired"]:
            self.instance.retired_at = None
        elif self.instance.retired_at is None:
            self.instance.retired_at = timezone.now()
        return super().save(commit)


class Cents(forms.DecimalField):
    """An amount of money, kept in the smallest unit."""

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / 100:.2f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        amount = super().clean(value)
        return int(amount * 100) if amount is not None else 0


class ListPriceForm(forms.ModelForm[ListPrice]):
    """What a product costs from a day on."""

    amount_cents = Cents(label=_("Price, net"), min_value=0, max_digits=12, decimal_places=2)

    class Meta:
        model = ListPrice
        fields: ClassVar = ["product", "amount_cents", "currency", "valid_from"]
        widgets: ClassVar = {"valid_from": DateInput()}

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class ReleaseForm(forms.ModelForm[Release]):
    """A version that came out."""

    class Meta:
        model = Release
        fields: ClassVar = ["product", "version", "released_on", "notes"]
        widgets: ClassVar = {"released_on": DateInput()}


class LicenceForm(forms.ModelForm[Licence]):
    """One customer's copy of a product."""

    features = WordList(
        label=_("Features"),
        required=False,
        help_text=_("Words of your own; they stand in the signed files."),
    )
    suspended_at = Since(
        label=_("Suspended"),
        help_text=_("Gives no seats any more, and its machines are told so when they ask."),
    )

    class Meta:
        model = Licence
        fields: ClassVar = [
            "serial_number", "product", "holder", "seller", "seats", "is_node_locked",
            "versions_released_until", "expires_on", "features", "suspended_at",
        ]  # fmt: skip
        widgets: ClassVar = {"versions_released_until": DateInput(), "expires_on": DateInput()}
        help_texts: ClassVar = {
            "versions_released_until": _(
                "The last day whose releases came with it; agreements reach further. Empty: every release."
            ),
            "expires_on": _("Empty: it never ends."),
        }

    def clean_seats(self) -> int:
        seats: int = self.cleaned_data["seats"]
        if seats < self.instance.seats_taken:
            raise ValidationError(
                _("%(taken)s machines are active. Release some of them first.")
                % {"taken": self.instance.seats_taken}
            )
        return seats

    def clean_suspended_at(self) -> datetime | None:
        return Since.kept(self.cleaned_data["suspended_at"], self.initial.get("suspended_at"))

    def clean_serial_number(self) -> str:
        serial_number: str = self.cleaned_data["serial_number"].strip()
        key = serial_key(serial_number)
        if len(key) < 2:
            raise ValidationError(_("A serial number has at least two letters or figures."))
        if Licence.objects.filter(serial_key=key).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This serial number is registered already."))
        self.instance.serial_key = key
        return serial_number


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


class MailboxForm(ServerForm):
    """An address of ours."""

    class Meta(ServerForm.Meta):
        fields = ("address", "name", "language", "is_default", "imap_url", "smtp_url")
        help_texts: ClassVar = {
            "imap_url": _("For example imaps://support%40example.com@imap.example.com/INBOX"),
            "smtp_url": _(
                "For example smtp://support%40example.com@smtp.example.com:587?starttls."
                " Leave it empty to send through the server of the installation."
            ),
        }

    smtp_password = forms.CharField(
        label=_("Password for SMTP"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    field_order = (*Meta.fields[:5], "imap_password", "smtp_url", "smtp_password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("imap_password", "smtp_password"):
            self.fields[name].help_text = _("Leave it empty to keep the one that is stored.")

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        facts["smtp_url"], inside = parted(facts.get("smtp_url", ""))
        if password := facts.get("smtp_password") or inside:
            self.instance.sealed_smtp_password = seal(password)
        return facts


class VendorForm(forms.ModelForm[Vendor]):
    """Who runs this desk."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, initial="Europe/Rome")

    class Meta:
        model = Vendor
        fields: ClassVar = [
            "name", "language", "time_zone", "mail_signature", "reminder_after_days",
            "closes_after_days", "access_details_days", "coverage_warning_days", "account_holder",
            "iban",
        ]  # fmt: skip

    def clean_iban(self) -> str:
        written: str = self.cleaned_data["iban"]
        try:
            return str(iban.validate(written)) if written.strip() else ""
        except stdnum.exceptions.ValidationError as trouble:
            raise ValidationError(_("This is not an IBAN. Copy it from your account.")) from trouble


class MailboxAccessForm(forms.Form):
    """Whom the provider of a mailbox knows us as."""

    provider = forms.ChoiceField(label=_("Provider"), widget=forms.RadioSelect)
    client_id = forms.CharField(label=_("Client ID of the application"), max_length=200)
    client_secret = forms.CharField(
        label=_("Its secret, where it has one"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    tenant = forms.RegexField(
        label=_("Directory, with Microsoft"),
        help_text=_("Empty for any. Else its name or number, such as example.com."),
        regex=r"^[A-Za-z0-9.-]+$",
        required=False,
        max_length=80,
    )
    sends = forms.BooleanField(label=_("Its mail leaves there as well"), required=False)

    def __init__(self, *facts: Any, providers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*facts, **options)
        choice = self.fields["provider"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = providers
