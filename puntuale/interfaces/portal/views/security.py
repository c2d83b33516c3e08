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
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.models import LANGUAGES
from puntuale.apps.customers.actions import contact_for
from puntuale.apps.tickets.actions.opening import NewRequest
from puntuale.apps.tickets.actions.opening_once import opened_once
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.anybody import take
from puntuale.interfaces.portal.forms.security import SecurityForm
from puntuale.interfaces.portal.forms.subjects import about

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
        request.session[SENT] = _open(form).number

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


def _open(form: SecurityForm) -> Ticket:
    at, values = timezone.now(), form.cleaned_data
    language = get_language() or "en"
    sender = contact_for(values["email"], at=at, name=values["name"], language=language)
    assert sender is not None, "the form has checked the address"
    said = [values["name"], values["company"]]
    return opened_once(
        NewRequest(
            contact=sender,
            subject=values["subject"],
            text="\n".join([values["text"], "", "-- ", *filter(None, said)]),
            channel=Ticket.Channel.FORM,
            language=language,
            product=about(values["product"], "", None).product,
            idempotency_key=values["key"],
            is_restricted=True,
        ),
        at=at,
    )
