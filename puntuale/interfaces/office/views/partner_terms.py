"""What partners pay: the vendor's word in the blanks of agreements, partner by partner."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Organisation
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.partner_terms import terms_of, were_filled


@require_http_methods(["GET", "POST"])
@needs(Ability.KEEP_AGREEMENTS)
def index(request: StaffRequest) -> HttpResponse:
    """Every partner with the agreements it sells; what partners wrote stands beside it."""
    at, partners = timezone.now(), Organisation.objects.filter(is_partner=True)
    lines = [each for partner in partners for each in terms_of(partner, request, at=at)]
    if were_filled(lines, request, at=at):
        return redirect("office:partner_terms")
    status = 422 if request.method == "POST" else 200
    return render(request, "office/partner_terms.html", {"lines": lines}, status=status)
