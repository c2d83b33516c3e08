"""What another class would change, shown before it is set."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of
from puntuale.apps.tickets.supposing import supposed_class
from puntuale.interfaces.desk.ticket.changes import changes
from puntuale.interfaces.desk.ticket.choices import class_form
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.ticket.page import show
from puntuale.ui.access import StaffRequest, needs


@require_http_methods(["GET", "POST"])
@needs(Ability.GIVE_SUPPORT)
def preview(request: StaffRequest, number: int) -> HttpResponse:
    """What would change under the class that is chosen in the form; posted, the whole page again."""
    ticket = ticket_for(request.user, number)
    chosen = request.POST or request.GET
    lines = _lines(ticket, chosen, request.user)
    if request.method == "GET":
        return render(request, "desk/ticket/_class_preview.html", {"lines": lines})
    return show(request, ticket, class_form=class_form(ticket, request.POST), class_lines=lines)


def _lines(ticket: Ticket, chosen: QueryDict, reader: User) -> list[str] | None:
    classes = {name: chosen.get(name, "") for name in ("type", "severity")}
    if not classes_of(ticket).allows(**classes):
        return None
    cause = "evolution" if chosen.get("cause") == "evolution" else "correction"
    return changes(
        ticket, supposed_class(ticket, **classes, cause=cause, at=timezone.now()), reader
    )
