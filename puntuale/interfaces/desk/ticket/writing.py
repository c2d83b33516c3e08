"""Writing on a request: replies, notes, drafts, and who else is here."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.partners.queries import colleagues_of
from puntuale.apps.tickets.actions import writing
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Draft, Message, Presence, ReadMark, Ticket
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.ticket.forms import WritingForm
from puntuale.interfaces.desk.ticket.page import show
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.chosen_files import files_of

HERE = timedelta(seconds=90)
WRITING = timedelta(seconds=30)


@require_POST
@needs(Ability.GIVE_SUPPORT)
def reply(request: StaffRequest, number: int) -> HttpResponse:
    """Send words to the customer, unless something new arrived while they were written."""
    ticket = ticket_for(request.user, number)
    form = WritingForm(request.POST)
    at = timezone.now()
    kept = files_of(request, form, at=at)
    if not form.is_valid():
        return show(request, ticket, reply_form=form, kept=kept, status=422)
    newer = _newer_words(ticket, request.user, form.cleaned_data["seen"])
    if newer is not None:
        warning = _("%(who)s wrote while you were writing. Read it, then send again.")
        form.add_error(None, warning % {"who": newer.by_user or newer.by_contact})
        return show(request, ticket, reply_form=form, kept=kept, status=409)
    try:
        writing.answer(
            ticket,
            by=request.user,
            text=form.cleaned_data["text"],
            cc=form.cleaned_data["cc"] if request.user.is_of_vendor else (),
            files=kept,
            then=form.cleaned_data["then"],
            language=form.cleaned_data["language"],
            idempotency_key=form.cleaned_data["key"],
            at=at,
        )
    except TicketRefusal as refusal:
        form.add_error(None, str(refusal))
        return show(request, ticket, reply_form=form, kept=kept, status=422)
    return redirect(reverse("desk:ticket", args=[number]))


@require_POST
@needs(Ability.GIVE_SUPPORT)
def note(request: StaffRequest, number: int) -> HttpResponse:
    """Keep words that only the desk sees."""
    ticket = ticket_for(request.user, number)
    form = WritingForm(request.POST)
    at = timezone.now()
    kept = files_of(request, form, at=at)
    if not form.is_valid():
        return show(request, ticket, note_form=form, kept=kept, status=422)
    try:
        writing.note(
            ticket,
            by=request.user,
            text=form.cleaned_data["text"],
            files=kept,
            idempotency_key=form.cleaned_data["key"],
            at=at,
        )
    except TicketRefusal as refusal:
        form.add_error(None, str(refusal))
        return show(request, ticket, note_form=form, kept=kept, status=422)
    return redirect(reverse("desk:ticket", args=[number]))


@require_POST
@needs(Ability.GIVE_SUPPORT)
def draft(request: StaffRequest, number: int) -> HttpResponse:
    """Keep what is typed so far; the answer is a line that says so."""
    ticket = ticket_for(request.user, number)
    kind = Message.Kind.NOTE if request.POST.get("kind") == "note" else Message.Kind.AGENT
    text, at = request.POST.get("text", "")[:100_000], timezone.now()
    drafts = Draft.objects.filter(ticket=ticket, user=request.user, kind=kind)
    if not text.strip():
        drafts.delete()
        return HttpResponse("")
    Draft.objects.update_or_create(
        ticket=ticket, user=request.user, kind=kind, defaults={"text": text, "saved_at": at}
    )
    _here(ticket, request.user, at, writes=True)
    kept = _("Draft kept at %(time)s.") % {"time": f"{timezone.localtime(at):%H:%M}"}
    return HttpResponse(kept, content_type="text/plain; charset=utf-8")


@require_POST
@needs(Ability.GIVE_SUPPORT)
def seen(request: StaffRequest, number: int) -> HttpResponse:
    """Mark the request read, and say who else has it open."""
    ticket = ticket_for(request.user, number)
    at = timezone.now()
    ReadMark.objects.update_or_create(ticket=ticket, user=request.user, defaults={"read_at": at})
    _here(ticket, request.user, at, writes=False)
    others = Presence.objects.filter(ticket=ticket, seen_at__gte=at - HERE)
    beside = colleagues_of(request.user).exclude(pk=request.user.pk)
    others = others.filter(user__in=beside).select_related("user")
    present = [
        (row.user, row.wrote_at is not None and row.wrote_at >= at - WRITING) for row in others
    ]
    return render(request, "desk/ticket/_presence.html", {"present": present})


def _here(ticket: Ticket, user: User, at: datetime, *, writes: bool) -> None:
    facts = {"seen_at": at, **({"wrote_at": at} if writes else {})}
    Presence.objects.update_or_create(ticket=ticket, user=user, defaults=facts)


def _newer_words(ticket: Ticket, user: User, since: datetime | None) -> Message | None:
    if since is None:
        return None
    newer = Message.objects.filter(ticket=ticket, written_at__gt=since).exclude(
        Q(kind=Message.Kind.NOTE) | Q(by_user=user)
    )
    return newer.select_related("by_user", "by_contact").first()
