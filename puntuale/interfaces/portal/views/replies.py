"""What a customer adds to a request."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.interfaces.portal.forms.reply import ReplyForm
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.views.requests import OVER_FOR_GOOD, show, ticket_for
from puntuale.ui.chosen_files import files_of


@require_POST
@customers_only
def create(request: PortalRequest, number: int) -> HttpResponse:
    """Add words and files; what waited for them goes on, what was solved begins again."""
    ticket, at = ticket_for(request, number), timezone.now()
    form = ReplyForm(request.POST)
    kept = files_of(request, form, at=at)
    if ticket.state in OVER_FOR_GOOD:
        form.add_error(None, _("This request has ended. Please send a new one."))
    if not form.is_valid():
        return show(request, ticket, form=form, kept=kept)
    values = form.cleaned_data
    try:
        customer_writes(
            ticket,
            contact=request.contact,
            text=values["text"],
            files=kept,
            cc=values["cc"],
            idempotency_key=values["key"],
            at=at,
        )
    except TicketRefusal as refusal:
        form.add_error("text", str(refusal))
        return show(request, ticket, form=form, kept=kept)
    messages.success(request, _("Your answer is with us."))
    return redirect("portal:request", number=ticket.number)
