"""Where allauth is told our rules."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.actions import end_sessions
from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.post.sealing import seal, unseal
from puntuale.interfaces.portal.sign_in.lasting import note_beginning
from puntuale.interfaces.portal.sign_in.second_factor import note_second_factor

DESK = "/desk/"
PORTAL = "/"
# By what one proves again who one is, as allauth names it.
AGAIN_WITH = {
    "reauthenticate": _("With the password"),
    "mfa_reauthenticate": _("With a code"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}
# As `seal` writes: what was kept before it was sealed is still understood.
SEALED = "gAAAA"


def is_own_path(target: str) -> bool:
    """Whether `target` is a path of this site; an address with a host never is, not even our own."""
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: customers are born from requests, staff are invited."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "The address and the password do not belong together. Try again, or have a link sent."
        ),
        "too_many_login_attempts": _(
            "Too many attempts in a short time. Wait five minutes, or have a link sent."
        ),
        "incorrect_password": _("This is not your password."),
        "account_inactive": _("This account is closed."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        return is_own_path(url)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_beginning(request)
        note_second_factor(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return DESK if request.user.is_authenticated and request.user.is_staff else PORTAL

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        """What a change of the second factor calls for: it holds at once, in every browser."""
        if template_prefix.startswith("mfa/"):
            end_sessions(user)
            update_session_auth_hash(self.request, user)
            note_second_factor(self.request, user)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """In our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": AGAIN_WITH[method["id"]]} for method in methods]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Signing in and out shows by itself; nothing is announced."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor's refusals in our words, and its secrets sealed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code shown now. Wait for the next one and try again."),
    }

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - theirs
        return gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host as the browser sees it, among those that are allowed, and the vendor's name."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        vendor = Vendor.objects.values_list("name", flat=True).first()
        return entity | {"name": vendor or "Puntuale"}

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        is_sealed = encrypted_text.startswith(SEALED)
        return unseal(encrypted_text) if is_sealed else encrypted_text
