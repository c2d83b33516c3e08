"""The addresses of signing in; allauth finds its own by these names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.portal.sign_in import links, oidc, passkeys, passwords, tokens
from puntuale.interfaces.portal.sign_in.fresh import freshly_signed_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", passwords.enter, name="account_login"),
    path("sign-in/link/", links.ask, name="sign_in_link"),
    path("sign-in/link/sent/", links.sent, name="sign_in_link_sent"),
    path("sign-in/link/<str:token>/", links.follow, name="sign_in_follow"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/passkey/", passkeys.enter, name="mfa_login_webauthn"),
    path("sign-in/with/provider/", oidc.begin, name="oidc"),
    path("sign-in/with/<str:provider_id>/back/", oidc.back, name="openid_connect_callback"),
    path("sign-in/second-factor/", passkeys.second_factor, name="mfa_authenticate"),
    path("sign-in/second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/passkey/again/", passkeys.again, name="mfa_reauthenticate_webauthn"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-out/", login_not_required(passwords.leave), name="account_logout"),
    path("profile/password/", passwords.change, name="change_password"),
    path("profile/tokens/", tokens.tokens, name="api_tokens"),
    path("profile/tokens/<int:pk>/end/", tokens.revoke, name="revoke_api_token"),
    path("profile/second-factor/", mfa.index, name="mfa_index"),
    path(
        "profile/second-factor/add/",
        freshly_signed_in(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path("profile/second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "profile/second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"
    ),
    path(
        "profile/second-factor/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "profile/second-factor/codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("profile/passkeys/add/", passkeys.add, name="mfa_add_webauthn"),
    path("profile/passkeys/<int:pk>/", passkeys.rename, name="mfa_edit_webauthn"),
    path("profile/passkeys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
]
