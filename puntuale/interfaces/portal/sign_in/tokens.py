"""The tokens by which a person's programs come in: made, shown once, and ended."""

from datetime import timedelta
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.api_tokens import make_token, revoke_token, tokens_of
from puntuale.apps.accounts.models import User


class TokenForm(forms.Form):
    """What a new token is called, and for how long it holds."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("Which program it is for, so that you know which one to end."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Holds for"),
        coerce=int,
        choices=[
            (30, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (365, gettext_lazy("one year")),
        ],
        initial=90,
    )


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Those in force, and a new one, which is shown in this answer and never again."""
    user, at = _user(request), timezone.now()
    form = TokenForm(request.POST or None)
    secret = ""
    if form.is_valid():
        lasts = timedelta(days=form.cleaned_data["days"])
        secret = make_token(user, name=form.cleaned_data["name"], lasts=lasts, at=at)
        form = TokenForm()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "secret": secret, "tokens": tokens_of(user, at=at)}
    return render(request, "account/tokens.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token: its next call is refused."""
    if not revoke_token(_user(request), pk, at=timezone.now()):
        raise Http404
    messages.success(request, _("The token has ended. Its program is refused from now on."))
    return redirect("api_tokens")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
