"""Mail that waits for a person, mail not sent yet, and mail that was caught."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.post.actions.held import put_aside, release
from puntuale.apps.post.actions.outgoing import give_up_sending, send_now
from puntuale.apps.post.actions.reading import NotReplayable, replay
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.post.queries import (
    mail_caught,
    mail_not_sent,
    mail_refused,
    mail_set_aside,
    mail_to_decide,
)
from puntuale.apps.post.reasons import reason_in_words
from puntuale.apps.tickets.actions.mail import note_bounce
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import is_about_visible, tickets_visible_to
from puntuale.interfaces.office.outgoing import rows
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.moments import short
from puntuale.ui.words.viewpoint import Viewpoint

PAGE = 50


@needs(Ability.WORK_ON_TICKETS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """What came in and waits; what goes out and has not gone."""
    view = Viewpoint(now=timezone.now(), zone=ZoneInfo(request.user.time_zone))
    context = {
        "to_decide": _with_reasons(mail_to_decide(), view),
        "set_aside": _with_reasons(mail_set_aside(), view),
        "not_sent": rows(_visible(mail_not_sent(), request.user)[:PAGE], view),
        "refused": rows(_visible(mail_refused(), request.user)[:PAGE], view),
        "caught": rows(_visible(mail_caught(), request.user)[:PAGE], view),
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
    """Let a held mail in as a request of its own, or on the one it names; read it again, or let it rest."""
    mail = get_object_or_404(InboundMail.objects.defer("raw"), pk=pk)
    at = timezone.now()
    try:
        if request.POST.get("decision") == "aside":
            with transaction.atomic():
                put_aside(mail, at=at)
                record_change("mail.set_aside", mail, by=request.user, at=at)
            messages.success(request, _("The mail was set aside. It stays in the list below."))
            return redirect("office:post")
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


@needs(Ability.KEEP_MAILBOXES)
@require_POST
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Try a mail at once that waits for its next turn, or was refused."""
    mail = _own(request, pk)
    if send_now(mail, at=timezone.now()):
        messages.success(request, _("The mail is being sent."))
    else:
        messages.error(request, _("This mail has left meanwhile."))
    return redirect("office:post")


@needs(Ability.KEEP_MAILBOXES)
@require_POST
def give_up(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a mail rest that waits; its request shows that it did not leave."""
    mail, at = _own(request, pk), timezone.now()
    because = _("Given up by %(person)s.") % {"person": request.user}
    with transaction.atomic():
        has_ended = give_up_sending(mail, because=because, at=at)
        if has_ended:
            record_change("mail.given_up", mail, by=request.user, at=at)
            ticket = Ticket.objects.filter(pk=mail.ticket_id).first() if mail.ticket_id else None
            if ticket is not None:
                addresses = [*mail.to, *mail.cc]
                note_bounce(ticket, mail, addresses=addresses, because=because, at=at)
    if not has_ended:
        messages.error(request, _("This mail has left meanwhile."))
    return redirect("office:post")


def _own(request: StaffRequest, pk: int) -> OutgoingMail:
    return get_object_or_404(_visible(OutgoingMail.objects.all(), request.user), pk=pk)


def _visible(mails: QuerySet[OutgoingMail], user: User) -> QuerySet[OutgoingMail]:
    """What was written about requests that `user` may see, or about none."""
    return mails.filter(Q(ticket_id=None) | Q(is_about_visible(user, "ticket_id")))


def _with_reasons(
    mails: QuerySet[InboundMail], view: Viewpoint
) -> list[tuple[InboundMail, str, str]]:
    return [(mail, short(mail.received_at, view), reason_in_words(mail)) for mail in mails[:PAGE]]
