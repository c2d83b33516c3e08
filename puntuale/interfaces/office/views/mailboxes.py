"""The mailboxes of this desk: how each stands, trying one, and a mail to oneself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.queries import mail_not_sent, mail_refused, mail_to_decide
from puntuale.apps.post.trials import Trial
from puntuale.interfaces.office.mailboxes import NONE, rows
from puntuale.interfaces.office.resources import RESOURCES
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.viewpoint import Viewpoint


@needs(Ability.KEEP_MAILBOXES)
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Every mailbox with its state, and what waits for somebody."""
    return render(request, "office/mailboxes.html", _context(_view(request)))


@needs(Ability.KEEP_MAILBOXES)
@require_POST
def trial(request: StaffRequest, pk: int) -> HttpResponse:
    """Connect in and out with what is stored, and say what was met; nothing is changed."""
    mailbox = get_object_or_404(Mailbox, pk=pk)
    tried = {mailbox.pk: import_string(settings.TRY_MAILBOX)(mailbox)}
    context = _context(_view(request), tried)
    if request.htmx:
        row = next(row for row in context["rows"] if row.mailbox == mailbox)
        return render(request, "office/_mailbox.html", {"row": row})
    return render(request, "office/mailboxes.html", context)


@needs(Ability.KEEP_MAILBOXES)
@require_POST
def trial_mail(request: StaffRequest, pk: int) -> HttpResponse:
    """A mail from this mailbox to whoever asks."""
    mailbox = get_object_or_404(Mailbox, pk=pk)
    import_string(settings.TRIAL_MAIL)(mailbox, request.user, at=timezone.now())
    values = {"address": request.user.email}
    messages.success(request, _("A mail to %(address)s is on its way.") % values)
    return redirect("office:mailboxes")


def _view(request: StaffRequest) -> Viewpoint:
    now: datetime = timezone.now()
    return Viewpoint(now=now, zone=ZoneInfo(request.user.time_zone))


def _context(view: Viewpoint, tried: Mapping[int, Sequence[Trial]] = NONE) -> dict[str, Any]:
    return {
        "resource": RESOURCES["mailboxes"],
        "rows": rows(view, tried),
        "to_decide": mail_to_decide().count(),
        "not_sent": mail_not_sent().count(),
        "refused": mail_refused().count(),
    }
