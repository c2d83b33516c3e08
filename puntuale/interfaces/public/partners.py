"""The partners who want to be found, for anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from puntuale.apps.agreements.queries import PROSPECTS, version_coded
from puntuale.apps.customers.phones import phone_shown
from puntuale.apps.partners.queries import listed_partners


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """By name, each in its own words; and the way to an offer, where enquiries are taken."""
    language = (get_language() or "en")[:2]
    context = {
        "cards": [
            (each, each.about(language), phone_shown(each.phone)) for each in listed_partners()
        ],
        "takes_enquiries": version_coded(PROSPECTS, timezone.now()) is not None,
    }
    return render(request, "public/partners.html", context)
