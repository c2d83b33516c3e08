"""The forms of signing in, with our labels; what they check is allauth's."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.models import User
from puntuale.interfaces.portal.sign_in.counters import has_gone_on


def _say(field: forms.Field, label: Any, hint: Any = "") -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


class PasswordForm(LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("Mail address"))
        _say(self.fields["password"], _("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class AgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something grave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Password"))


def _say_code(field: forms.Field) -> None:
    _say(
        field,
        _("Code"),
        _("Six digits from your authenticator app, or one of your recovery codes."),
    )
    field.widget.attrs["autofocus"] = True


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor, after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"])


class SecondFactorAgainForm(CodeAgainForm):  # type: ignore[misc]
    """The code once more, before something grave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"])


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Code shown by the app"))


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and what it is called; the browser fills in the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every one of them opens without a password.
        self.fields.pop("passwordless", None)
        self.fields["name"].max_length = 60
        _say(
            self.fields["name"], _("Name"), _("On which device it lies, so that you know it again.")
        )
        self.initial["name"] = ""


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        _say(self.fields["name"], _("Name"))


class Counted:
    """A passkey that counts its uses, and whose count goes back, has been copied: it opens nothing."""

    def clean_credential(self) -> Any:
        authenticator = super().clean_credential()  # type: ignore[misc]
        if not has_gone_on(authenticator, self.data["credential"]):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return authenticator


class PasskeyEnterForm(Counted, LoginWebAuthnForm):  # type: ignore[misc]
    """The passkey as the way in."""


class PasskeyForm(Counted, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The passkey as the second factor."""


class PasskeyAgainForm(Counted, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The passkey once more, before something grave."""


class LinkForm(forms.Form):
    """To whom a link is to be mailed."""

    email = forms.EmailField(
        label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class CodeForm(forms.Form):
    """The code of the mail, typed into the browser that asked for it."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight letters, from the mail."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class NewPasswordForm(forms.Form):
    """A new password; the old one is asked for where the session is not fresh."""

    old_password = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=format_lazy(
            "{}", lazy(lambda: " ".join(password_validators_help_texts()), str)()
        ),
    )

    def __init__(self, *args: Any, user: User, asks_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not asks_old:
            del self.fields["old_password"]

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        return password
