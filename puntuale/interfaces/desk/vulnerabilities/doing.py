"""What is noted about a vulnerability: load, call one action, go back to its page."""

from django.utils import timezone

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.vulnerabilities.actions import (
    end_reporting,
    note_exploit,
    note_fix,
    note_report,
)
from puntuale.apps.vulnerabilities.errors import NothingToReport
from puntuale.apps.vulnerabilities.models import Duty, Exploit
from puntuale.apps.vulnerabilities.queries import exploit_of
from puntuale.interfaces.desk.ticket.doing import deed, filled
from puntuale.interfaces.desk.vulnerabilities.forms import (
    EndForm,
    ExploitForm,
    FixForm,
    ReportForm,
)
from puntuale.ui.access import StaffRequest


@deed
def begin(request: StaffRequest, ticket: Ticket) -> None:
    form = ExploitForm(request.POST)
    filled(form)
    note_exploit(ticket, by=request.user, at=timezone.now(), **form.cleaned_data)


@deed
def report(request: StaffRequest, ticket: Ticket) -> None:
    form = ReportForm(request.POST)
    filled(form)
    values = form.cleaned_data
    note_report(
        _exploit(request, ticket),
        Duty(values["duty"]),
        sent_at=values["sent_at"],
        reference=values["reference"],
        by=request.user,
        at=timezone.now(),
    )


@deed
def fix(request: StaffRequest, ticket: Ticket) -> None:
    form = FixForm(request.POST)
    filled(form)
    note_fix(_exploit(request, ticket), by=request.user, at=timezone.now(), **form.cleaned_data)


@deed
def end(request: StaffRequest, ticket: Ticket) -> None:
    because = str(filled(EndForm(request.POST))["because"])
    end_reporting(_exploit(request, ticket), because=because, by=request.user, at=timezone.now())


def _exploit(request: StaffRequest, ticket: Ticket) -> Exploit:
    found = exploit_of(ticket, request.user)
    if found is None:
        raise NothingToReport
    return found
