"""What can be typed on the page of a request."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.accounts.models import LANGUAGES, Team, User
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.queries import colleagues_of, contacts_visible_to
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.address_field import Addresses
from puntuale.ui.chosen_files import Files


class WritingForm(forms.Form):
    """A reply or a note; `seen` is the last thing its author had read."""

    text = forms.CharField(label=gettext_lazy("Message"), required=False, widget=forms.Textarea)
    attached = Files()
    cc = Addresses(label=gettext_lazy("Copy to"), required=False)
    then = forms.ChoiceField(choices=[("keep", ""), ("wait", ""), ("resolve", "")], required=False)
    language = forms.ChoiceField(choices=[("", ""), ("en", ""), ("it", "")], required=False)
    key = forms.UUIDField(required=False)
    seen = forms.DateTimeField(required=False)

    def clean_then(self) -> str:
        return self.cleaned_data["then"] or "keep"


class AssignmentForm(forms.Form):
    """Who works on it."""

    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Person"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Team"),
        required=False,
        empty_label=gettext_lazy("No team"),
    )

    def __init__(
        self,
        *args: Any,
        reader: User,
        people: Sequence[tuple[str, str]] | None = None,
        teams: Sequence[tuple[str, str]] | None = None,
        **facts: Any,
    ) -> None:
        """`people` and `teams` to choose from, where the page knows them already."""
        super().__init__(*args, **facts)
        of_vendor = Team.objects.all() if reader.is_of_vendor else Team.objects.none()
        theirs = {"assignee": (colleagues_of(reader), people), "team": (of_vendor, teams)}
        for name, (rows, choices) in theirs.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
            if choices is not None:
                field.choices = [("", field.empty_label), *choices]
        if not reader.is_of_vendor:
            del self.fields["team"]


class LanguageForm(forms.Form):
    """In which language the customer is written to."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)


class ClassForm(forms.Form):
    """Type and severity as the agreement names them, and why they change."""

    type = forms.ChoiceField(label=gettext_lazy("Type"))
    severity = forms.ChoiceField(label=gettext_lazy("Severity"))
    cause = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[
            ("evolution", gettext_lazy("It changed: it got worse or better")),
            ("correction", gettext_lazy("The first assessment was wrong")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, shown to the customer"), required=False, max_length=300
    )

    def __init__(
        self,
        *args: Any,
        types: Sequence[tuple[str, str]],
        severities: Sequence[tuple[str, str]],
        **facts: Any,
    ) -> None:
        super().__init__(*args, **facts)
        for name, choices in (("type", types), ("severity", severities)):
            if choices:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)
                field.choices = list(choices)
            else:
                del self.fields[name]


class LevelForm(forms.Form):
    """Which line of support has it from now on, and why."""

    level = forms.ChoiceField(label=gettext_lazy("Level"))
    reason = forms.CharField(label=gettext_lazy("Reason, shown to the customer"), max_length=300)

    def __init__(self, *args: Any, levels: Sequence[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(levels)


WAITS = (
    (Ticket.State.WAITING_CUSTOMER, gettext_lazy("the customer’s answer")),
    (Ticket.State.WAITING_ACCESS, gettext_lazy("access to the customer’s system")),
    (Ticket.State.WAITING_THIRD_PARTY, gettext_lazy("a third party")),
)


class WaitForm(forms.Form):
    """What is waited for; `stops_clock` are the waits for which the agreement stops it."""

    state = forms.ChoiceField(label=gettext_lazy("Wait for"), choices=WAITS)
    reason = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, stops_clock: Collection[str] = (), **facts: Any) -> None:
        super().__init__(*args, **facts)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (state, _effect(str(wait), stops=state in stops_clock)) for state, wait in WAITS
        ]


def _effect(wait: str, *, stops: bool) -> str:
    if stops:
        return _("%(wait)s: the clock stops") % {"wait": wait}
    return _("%(wait)s: the clock runs on") % {"wait": wait}


class RejectForm(forms.Form):
    """Why a request is not taken on, in the agreement's word and the agent's own."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"))
    text = forms.CharField(
        label=gettext_lazy("In your words, to the customer"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(reasons)


class OptionalReasonForm(forms.Form):
    """A reason that may be left out."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)


class TagsForm(forms.Form):
    """The words by which it is found again."""

    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Separated by commas."),
    )

    def clean_tags(self) -> list[str]:
        return [word.strip() for word in self.cleaned_data["tags"].split(",") if word.strip()]


class MergeForm(forms.Form):
    """The number of the request that goes on."""

    into = forms.IntegerField(label=gettext_lazy("Into request number"), min_value=1)


class PersonForm(forms.Form):
    """Somebody who takes part from now on, or no longer."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))


class PromiseForm(forms.Form):
    """An instant that is promised, on the clock of the person who types it.

    `is_moved` where a date was named before; `binds` where it is a promise and can be late.
    """

    metric = forms.CharField(widget=forms.HiddenInput)
    due_at = forms.DateTimeField(
        label=gettext_lazy("Promised for"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, shown to the customer"), required=False, max_length=300
    )

    def __init__(
        self, *args: Any, is_moved: bool = False, binds: bool = True, **facts: Any
    ) -> None:
        super().__init__(*args, **facts)
        self.is_moved, self.binds = is_moved, binds
        self.fields["due_at"].label = _("Promised for") if binds else _("Expected on")
        if is_moved:
            self.fields["reason"].required = True
        elif not self.is_bound:
            del self.fields["reason"]


class MoveForm(forms.Form):
    """Whose request it is, what it is about, and why that was wrong."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"),
        label=gettext_lazy("Customer"),
        required=False,
        empty_label=gettext_lazy("No customer known"),
    )
    product = forms.ModelChoiceField(
        Product.objects.all(),
        label=gettext_lazy("Product"),
        required=False,
        empty_label=gettext_lazy("Not known"),
    )
    serial_number = forms.CharField(
        label=gettext_lazy("Serial number"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("A licence of this customer names its product."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, shown to the customer"), required=False, max_length=300
    )


class ReleaseForm(forms.Form):
    """What came out."""

    name = forms.CharField(label=gettext_lazy("Name of the release"), max_length=80)


class OnBehalfForm(forms.Form):
    """A request that an agent writes down for a customer."""

    email = forms.EmailField(
        label=gettext_lazy("Customer’s e-mail address"),
        help_text=gettext_lazy("A new address becomes a new contact."),
        widget=forms.EmailInput(attrs={"list": "contacts", "autocomplete": "off"}),
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=160)
    channel = forms.ChoiceField(label=gettext_lazy("It came"), choices=Ticket.Channel.choices)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("en", "English"), ("it", "Italiano")]
    )
    product = forms.ModelChoiceField(
        Product.objects.filter(retired_at=None),
        label=gettext_lazy("Product"),
        required=False,
        empty_label=gettext_lazy("Not known"),
    )
    serial_number = forms.CharField(
        label=gettext_lazy("Serial number"), required=False, max_length=60
    )
    subject = forms.CharField(label=gettext_lazy("In one line"), max_length=300)
    text = forms.CharField(label=gettext_lazy("What was asked"), widget=forms.Textarea)
    attached = Files()
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, reader: User, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.reader = reader
        self.fields["language"].initial = reader.language
        if not reader.is_of_vendor:
            self.fields["email"].help_text = _("Of somebody at one of your customers.")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        known = contacts_visible_to(self.reader).filter(email__iexact=email, left_at=None)
        if not self.reader.is_of_vendor and not known.exists():
            raise ValidationError(_("Nobody at your customers has this address."))
        return email
