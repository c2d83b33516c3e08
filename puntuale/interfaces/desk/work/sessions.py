"""Remote sessions on a request: offered, consented to, begun, ended."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions import sessions
from puntuale.apps.work.errors import SessionOver
from puntuale.apps.work.models import RemoteSession
from puntuale.interfaces.desk.ticket.doing import filled, vendors_deed
from puntuale.interfaces.desk.work.forms import ConsentForm, OfferForm
from puntuale.ui.access import StaffRequest


@vendors_deed
def offer(request: StaffRequest, ticket: Ticket) -> None:
    form = OfferForm(request.POST)
    filled(form)
    tool, machine = form.cleaned_data["tool"], form.cleaned_data["machine"]
    sessions.offer(ticket, tool, machine=machine, by=request.user, at=timezone.now())
    messages.success(request, _("Offered: the customer allows it on the page of the request."))


@vendors_deed
def note_consent(request: StaffRequest, ticket: Ticket) -> None:
    told = str(filled(ConsentForm(request.POST))["told"])
    session = _named(request, ticket)
    sessions.note_consent(session, told=told, by=request.user, at=timezone.now())


@vendors_deed
def begin(request: StaffRequest, ticket: Ticket) -> None:
    sessions.begin(_named(request, ticket), by=request.user, at=timezone.now())


@vendors_deed
def end(request: StaffRequest, ticket: Ticket) -> None:
    sessions.end(_named(request, ticket), by=request.user, at=timezone.now())


def _named(request: StaffRequest, ticket: Ticket) -> RemoteSession:
    key = request.POST.get("session", "")
    theirs = RemoteSession.objects.filter(ticket=ticket)
    session = theirs.filter(pk=int(key[:18])).first() if key.isdecimal() else None
    if session is None:
        raise SessionOver
    return session
