"""A partner's own terms: what it writes into the blanks of the agreements that it sells."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.partner_terms import (
    NoBlank,
    fill_blanks,
    values_now,
    versions_with_blanks,
)
from puntuale.apps.partners.queries import partner_of
from puntuale.ui.access import StaffRequest, address_of, needs
from puntuale.ui.partner_terms import TermsForm, filled_by_others


@require_http_methods(["GET", "POST"])
@needs(Ability.GIVE_SUPPORT)
def edit(request: StaffRequest) -> HttpResponse:
    """Every agreement with a blank; requests that came before keep what stood there then."""
    partner, at = partner_of(request.user), timezone.now()
    if partner is None:
        raise PermissionDenied
    lines, wrong = [], False
    for version in versions_with_blanks(partner, at):
        code, values = version.agreement.code, values_now(partner, version.agreement)
        sent = request.POST if request.POST.get("agreement") == code else None
        form = TermsForm(version, values, sent, of_vendor=False)
        if sent is not None and form.is_valid():
            try:
                fill_blanks(version, partner, form.values(), by=request.user, at=at)
            except NoBlank:
                wrong = True
                form.add_error(None, _("Write amounts as 65.00. Nothing was changed."))
            else:
                record_change(
                    "partner_terms.changed",
                    f"{partner}: {code}",
                    by=request.user,
                    at=at,
                    address=address_of(request),
                )
                messages.success(request, _("Saved. It holds for requests that come from now on."))
                return redirect("desk:terms")
        title = version.title(get_language() or "en")
        others = list(filled_by_others(version, values, of_vendor=False))
        lines.append((title, code, form, others))
    status = 422 if wrong else 200
    return render(request, "desk/partners/terms.html", {"lines": lines}, status=status)
