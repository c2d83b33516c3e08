"""Reporting a vulnerability without an account: seen by its group alone from the first.

Mail would be read by the whole desk; so the form is the one way that security.txt names (RFC 9116).
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.models import LANGUAGES
from puntuale.interfaces.portal.anybody import opened_by_sender, signed, take
from puntuale.interfaces.portal.forms.security import SecurityForm

SENT = "security_sent"
# The RFC wants an end, less than a year away, so that nobody follows what was forgotten.
GOOD_FOR = timedelta(days=180)


@login_not_required
def create(request: HttpRequest) -> HttpResponse:
    """Take the report of anybody."""
    form = SecurityForm(request.POST or None)

    def page(status: int) -> HttpResponse:
        return render(request, "portal/security.html", {"form": form}, status=status)

    def act() -> None:
        text = signed(form, form.cleaned_data["text"])
        ticket = opened_by_sender(form, text, at=timezone.now(), is_restricted=True)
        request.session[SENT] = ticket.number

    return take(request, form, page=page, act=act, thanks="portal:security_sent")


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    """Thank you, with the number for whoever sent it from this browser."""
    return render(request, "portal/security_sent.html", {"number": request.session.get(SENT)})


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view's
    """The file by which whoever found something finds us."""
    until = (timezone.now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.PUBLIC_URL}{reverse('portal:security')}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in LANGUAGES)}",
        f"Canonical: {settings.PUBLIC_URL}{reverse('portal:security_txt')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
