"""What is to be billed, what cost more than is paid for, and the documents that were exported."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.charges.models import Charge
from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.actions.exporting import export
from puntuale.apps.sales.billing import Overrun, by_customer, overruns, unbilled
from puntuale.apps.sales.errors import SalesRefusal
from puntuale.apps.sales.fees import fees_without_price
from puntuale.apps.sales.models import BillingDocument
from puntuale.apps.sales.statement import statement_of
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.core.charges.validity import months_after
from puntuale.interfaces.office.forms.fields import DateInput
from puntuale.interfaces.office.sales.balances import href_of
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.billing import billed_lines, overrun_in_words
from puntuale.ui.sheets import Cell, csv_answer
from puntuale.ui.statement import StatementShown, headings, sheet_of, statement_shown

LOOKS_BACK = timedelta(days=60)
MOST_DOCUMENTS = 24


class ExportForm(forms.Form):
    """Through which day."""

    through = forms.DateField(label=gettext_lazy("Through"), widget=DateInput())


@dataclass(frozen=True, slots=True)
class OverrunShown:
    """A request with what is not paid for; named only where its reader may see it."""

    overrun: Overrun
    href: str
    what: str


@needs(Ability.READ_CHARGES)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """What waits to be billed, by customer; exporting puts it on a document."""
    today = timezone.localdate()
    form = ExportForm(
        request.POST or None, initial={"through": today.replace(day=1) - timedelta(days=1)}
    )
    if form.is_bound and form.is_valid():
        try:
            document = export(form.cleaned_data["through"], by=request.user, at=timezone.now())
            messages.success(request, _("Exported. Each of these lines is on no other document."))
            return redirect("office:billing_document", pk=document.pk)
        except SalesRefusal as refusal:
            messages.error(request, str(refusal))
            return redirect("office:billing")
    context = {
        "form": form,
        "rows": by_customer(unbilled(today)),
        "overruns": _overruns(request, today),
        "unpriced": fees_without_price(timezone.now()),
        "documents": BillingDocument.objects.select_related("made_by").order_by("-pk")[
            :MOST_DOCUMENTS
        ],
        "month": today,
    }
    wrong = form.is_bound and not form.is_valid()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "office/sales/billing.html", context, status=status)


@needs(Ability.READ_CHARGES)
@require_safe
def document(request: StaffRequest, pk: int) -> HttpResponse:
    """The lines of one document; the same however often they are read."""
    found = get_object_or_404(BillingDocument, pk=pk)
    context = {"document": found, "lines": list(billed_lines(found))}
    return render(request, "office/sales/billing_document.html", context)


@needs(Ability.READ_CHARGES)
@require_safe
def document_csv(_request: StaffRequest, pk: int) -> HttpResponse:
    """The same for a spreadsheet or a program."""
    found = get_object_or_404(BillingDocument, pk=pk)
    return csv_answer(f"billing-{found.pk}.csv", _headings(), _cells(found))


@needs(Ability.READ_CHARGES)
@require_safe
def statement(request: StaffRequest, pk: int, year: int, month: int) -> HttpResponse:
    """One customer's month, as the customer reads it."""
    organisation, first = _month(pk, year, month)
    context = {
        "organisation": organisation,
        "statement": _shown(request, organisation, first),
        "first": first,
        "before": months_after(first, -1),
        "after": months_after(first, 1) if months_after(first, 1) <= timezone.localdate() else None,
    }
    return render(request, "office/sales/statement.html", context)


@needs(Ability.READ_CHARGES)
@require_safe
def statement_csv(request: StaffRequest, pk: int, year: int, month: int) -> HttpResponse:
    """The same for a spreadsheet."""
    organisation, first = _month(pk, year, month)
    shown = _shown(request, organisation, first)
    return csv_answer(f"statement-{pk}-{year:04}-{month:02}.csv", headings(), sheet_of(shown))


def _month(pk: int, year: int, month: int) -> tuple[Organisation, date]:
    if not (2000 <= year <= 9000 and 1 <= month <= 12):
        raise Http404
    return get_object_or_404(Organisation, pk=pk), date(year, month, 1)


def _shown(request: StaffRequest, organisation: Organisation, first: date) -> StatementShown:
    found = statement_of(organisation, first)
    keys = [each.ticket.pk for each in found.work]
    visible = set(tickets_visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    return statement_shown(found, visible, href_of, timezone.localdate())


def _overruns(request: StaffRequest, today: date) -> list[OverrunShown]:
    """Billing sees numbers and figures of every request; subjects only whoever reads requests."""
    found = overruns(Charge.objects.all(), today - LOOKS_BACK)
    keys = [each.charge.ticket_id for each in found]
    visible = set(tickets_visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        OverrunShown(
            each,
            href_of(each.charge.ticket) if each.charge.ticket_id in visible else "",
            overrun_in_words(each),
        )
        for each in found
    ]


def _headings() -> list[str]:
    return [
        _("Document"),
        _("Customer"),
        _("Customer code"),
        _("Day"),
        _("Kind"),
        _("What"),
        _("Reference"),
        _("Why"),
        _("Amount"),
        _("Currency"),
    ]


def _cells(found: BillingDocument) -> Iterator[list[Cell]]:
    for line in billed_lines(found):
        yield [
            found.pk,
            line.customer,
            line.customer_code,
            line.on,
            line.kind,
            line.what,
            line.reference,
            " ".join(line.reasons),
            line.money.decimal,
            line.money.currency,
        ]
