"""What partners pay: the vendor's word in the blanks of agreements, partner by partner."""

from django.contrib import messages
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
from puntuale.apps.customers.models import Organisation
from puntuale.ui.access import StaffRequest, address_of, needs
from puntuale.ui.partner_terms import TermsForm, filled_by_others


@require_http_methods(["GET", "POST"])
@needs(Ability.KEEP_AGREEMENTS)
def index(request: StaffRequest) -> HttpResponse:
    """Every partner with the agreements it sells; what partners wrote stands beside it."""
    at, lines, wrong = timezone.now(), [], False
    for partner in Organisation.objects.filter(is_partner=True):
        for version in versions_with_blanks(partner, at):
            code, values = version.agreement.code, values_now(partner, version.agreement)
            is_sent = request.POST.get("terms") == f"{partner.pk}:{code}"
            form = TermsForm(version, values, request.POST if is_sent else None, of_vendor=True)
            form.auto_id = f"{code}-{partner.pk}-%s"
            if is_sent and form.is_valid():
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
                    messages.success(
                        request, _("Saved. It holds for requests that come from now on.")
                    )
                    return redirect("office:partner_terms")
            title = version.title(get_language() or "en")
            others = list(filled_by_others(version, values, of_vendor=True))
            lines.append((partner, title, code, form, others))
    status = 422 if wrong else 200
    return render(request, "office/partner_terms.html", {"lines": lines}, status=status)
