"""A partner's own terms: what it writes into the blanks of the agreements that it sells."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.partners.queries import partner_of
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.partner_terms import terms_of, were_filled


@require_http_methods(["GET", "POST"])
@needs(Ability.GIVE_SUPPORT)
def edit(request: StaffRequest) -> HttpResponse:
    """Every agreement with a blank; requests that came before keep what stood there then."""
    partner, at = partner_of(request.user), timezone.now()
    if partner is None:
        raise PermissionDenied
    lines = terms_of(partner, request, at=at)
    if were_filled(lines, request, at=at):
        return redirect("desk:terms")
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/partners/terms.html", {"lines": lines}, status=status)
