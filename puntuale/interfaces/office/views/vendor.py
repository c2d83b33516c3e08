"""The vendor's own facts."""

from django.contrib import messages
from django.db import transaction
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import Vendor
from puntuale.apps.accounts.roles import Ability
from puntuale.interfaces.office.forms.vendor import VendorForm
from puntuale.ui.access import StaffRequest, address_of, needs


@needs(Ability.KEEP_INSTALLATION)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest) -> HttpResponse:
    """Name, language, zone, signature, and how long a silence lasts."""
    vendor = get_object_or_404(Vendor)
    before = model_to_dict(vendor)
    form = VendorForm(request.POST or None, instance=vendor)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            form.save()
            record_change(
                "vendor.changed",
                vendor,
                by=request.user,
                at=timezone.now(),
                before=before,
                after=model_to_dict(vendor),
                address=address_of(request),
            )
        messages.success(request, _("Saved."))
        return redirect("office:vendor")
    status = 422 if form.is_bound else 200
    return render(request, "office/vendor.html", {"form": form}, status=status)
