"""The keys that licence files are signed with, and a new one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.catalogue.keys import change_key
from puntuale.apps.catalogue.models import SigningKey
from puntuale.ui.access import StaffRequest, address_of, needs


@needs(Ability.KEEP_INSTALLATION)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """Show the keys, or sign with a new one from now on."""
    if request.method == "POST":
        at = timezone.now()
        with transaction.atomic():
            key = change_key(by=request.user, at=at)
            address = address_of(request)
            record_change("licence_key.made", key, by=request.user, at=at, address=address)
        messages.success(
            request, _("Licence files are signed with the key %(key)s now.") % {"key": key}
        )
        return redirect("office:licence_keys")
    keys = SigningKey.objects.select_related("made_by")
    return render(request, "office/licence_keys.html", {"keys": keys})
