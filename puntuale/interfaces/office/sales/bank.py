"""Bank statements: chosen, looked at, kept; and the lines of which a person says what they paid."""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.sales.actions.importing import decide, keep_statement
from puntuale.apps.sales.bank.camt import MOST_BYTES, is_xml, read_camt
from puntuale.apps.sales.bank.lines import NotReadable, Statement
from puntuale.apps.sales.bank.matching import Match, Why, matched
from puntuale.apps.sales.bank.table import read_table
from puntuale.apps.sales.errors import SalesRefusal
from puntuale.apps.sales.models import BankLine, Purchase
from puntuale.apps.sales.queries import lines_to_decide, purchases_visible_to, waiting_for_payment
from puntuale.core.agreements.checks.currencies import CURRENCIES
from puntuale.ui.access import StaffRequest, needs

WHY: dict[str, Lazy] = {
    Why.UNKNOWN: gettext_lazy("It names no order of ours."),
    Why.SEVERAL: gettext_lazy("It names more than one order."),
    Why.CLOSED: gettext_lazy("Its order does not wait for a payment any more."),
    Why.CURRENCY: gettext_lazy("It is another currency than the order’s."),
    Why.PARTIAL: gettext_lazy("It is less than the order’s amount."),
    Why.TOO_MUCH: gettext_lazy("It is more than the order’s amount."),
}
REFUSED: dict[str, Lazy] = {
    "too_large": gettext_lazy("The statement is too large: import at most 1 MB and 5,000 lines."),
    "not_xml": gettext_lazy("This is not readable XML."),
    "document_type": gettext_lazy(
        "XML with a document type is not read: it could fetch or expand."
    ),
    "no_statement": gettext_lazy("There is no camt.053 statement in it."),
    "not_csv": gettext_lazy("This is not a readable CSV file."),
    "headings": gettext_lazy("The first line must name the columns date, amount and text."),
}


class StatementForm(forms.Form):
    """A file, or the text of one; the currency for lists that do not name it."""

    file = forms.FileField(label=gettext_lazy("CAMT.053 or CSV file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("or its lines"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$", label=gettext_lazy("Currency, where the list names none"), initial="EUR"
    )

    def clean_file(self) -> str:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(str(REFUSED["too_large"]))
        content: bytes = file.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        if currency not in CURRENCIES:
            raise ValidationError(_("This is no currency. Write for example EUR."))
        return currency

    @property
    def content(self) -> str:
        return str(self.cleaned_data["file"] or self.cleaned_data["text"])


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the preview: what it says, and what would become of it."""

    match: Match
    why: str


@needs(Ability.KEEP_SALES)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """Show what a statement would do; keep it when it is confirmed. Below, what waits."""
    form = StatementForm(request.POST or None, request.FILES or None)
    statement, problem, content = None, "", ""
    if form.is_bound and form.is_valid():
        content = form.content
        try:
            statement = _read(content, form.cleaned_data["currency"])
        except NotReadable as trouble:
            problem = f"{REFUSED[trouble.code]} {trouble.detail}".strip()
    if statement is not None and "confirm" in request.POST:
        return _kept(request, statement)
    context = {
        "form": form,
        "problem": problem,
        "content": content,
        "statement": statement,
        "lines": [_told(each) for each in matched(statement.lines)] if statement else [],
        "waiting": [(row, str(WHY.get(row.why, ""))) for row in lines_to_decide()],
        "orders": list(waiting_for_payment(purchases_visible_to(request.user))),
    }
    wrong = form.is_bound and (statement is None or bool(problem))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "office/sales/bank.html", context, status=status)


@needs(Ability.KEEP_SALES)
@require_POST
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    """It pays an order, or it is left alone."""
    line = get_object_or_404(BankLine, pk=pk)
    chosen = request.POST.get("order", "")
    purchase: Purchase | None = None
    if chosen.isascii() and chosen.isdecimal():
        orders = purchases_visible_to(request.user)
        purchase = get_object_or_404(orders, pk=int(chosen[:18]))
    elif "leave" not in request.POST:
        messages.error(request, _("Choose the order that it pays."))
        return redirect("office:bank")
    try:
        granted = decide(line, purchase, by=request.user, at=timezone.now())
    except SalesRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("office:bank")
    if purchase is None:
        messages.success(request, _("Left alone."))
    elif granted:
        messages.success(request, _("Paid and granted."))
    else:
        messages.warning(request, _("The money is noted; the order is not granted by it."))
        return redirect("office:order", pk=purchase.pk)
    return redirect("office:bank")


def _read(content: str, currency: str) -> Statement:
    raw = content.encode()
    return read_camt(raw) if is_xml(raw) else read_table(content, currency)


def _kept(request: StaffRequest, statement: Statement) -> HttpResponse:
    done = keep_statement(statement.lines, by=request.user, at=timezone.now())
    said = _("%(paid)s paid an order, %(open)s wait for you, %(known)s were known.") % {
        "paid": done.paid,
        "open": done.to_decide,
        "known": done.known,
    }
    messages.success(request, said)
    return redirect("office:bank")


def _told(match: Match) -> Told:
    if match.is_known:
        return Told(match, _("Known already."))
    return Told(match, str(WHY[match.why]) if match.why else "")
