"""Mail that waits for a person, mail not sent yet, and mail that was caught."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.post.actions.held import release
from puntuale.apps.post.actions.reading import NotReplayable, replay
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.post.queries import (
    mail_caught,
    mail_not_sent,
    mail_set_aside,
    mail_to_decide,
)
from puntuale.apps.post.reasons import reason_in_words
from puntuale.apps.tickets.queries import is_about_visible, tickets_visible_to
from puntuale.ui.access import StaffRequest, needs

PAGE = 50


@needs(Ability.WORK_ON_TICKETS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """What came in and waits; what goes out and has not gone."""
    context = {
        "to_decide": _with_reasons(mail_to_decide()),
        "set_aside": _with_reasons(mail_set_aside()),
        "not_sent": list(_visible(mail_not_sent(), request.user)[:PAGE]),
        "caught": list(_visible(mail_caught(), request.user)[:PAGE]),
    }
    return render(request, "office/post.html", context)


@needs(Ability.WORK_ON_TICKETS)
@require_GET
def outgoing(request: StaffRequest, pk: int) -> HttpResponse:
    """One mail of ours as its recipient reads it."""
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if mail.ticket_id is not None:
        get_object_or_404(tickets_visible_to(request.user), pk=mail.ticket_id)
    elif not settings.IS_DEMO:
        # A sign-in link opens an account: only its recipient may read it.
        messages.error(request, _("Only its recipient may read this mail."))
        return redirect("office:post")
    return render(request, "office/outgoing.html", {"mail": mail})


@needs(Ability.KEEP_MAILBOXES)
@require_GET
def raw(_request: StaffRequest, pk: int) -> HttpResponse:
    """The bytes as they arrived."""
    mail = get_object_or_404(InboundMail, pk=pk)
    answer = HttpResponse(bytes(mail.raw), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
    return answer


@needs(Ability.WORK_ON_TICKETS)
@require_POST
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a held mail in as a request of its own, or on the one it names; or read it again."""
    mail = get_object_or_404(InboundMail.objects.defer("raw"), pk=pk)
    at = timezone.now()
    try:
        if mail.state == InboundMail.State.QUARANTINED:
            replay(mail, at=at)
        elif request.POST.get("decision") == "join" and mail.ticket_id is not None:
            ticket = get_object_or_404(tickets_visible_to(request.user), pk=mail.ticket_id)
            release(mail, "join", at=at, ticket_id=ticket.pk)
        else:
            release(mail, "new", at=at)
    except NotReplayable:
        messages.error(request, _("Somebody has decided about this mail already."))
    else:
        messages.success(request, _("The mail is being read again."))
    return redirect("office:post")


def _visible(mails: QuerySet[OutgoingMail], user: User) -> QuerySet[OutgoingMail]:
    """What was written about requests that `user` may see, or about none."""
    return mails.filter(Q(ticket_id=None) | Q(is_about_visible(user, "ticket_id")))


def _with_reasons(mails: QuerySet[InboundMail]) -> list[tuple[InboundMail, str]]:
    return [(mail, reason_in_words(mail)) for mail in mails[:PAGE]]
