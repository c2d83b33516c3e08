"""The intervention card as a file to keep."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from puntuale.apps.estimates.models import Estimate
from puntuale.interfaces.portal.estimates.page import language_of
from puntuale.ui.paper.estimates import card_name, card_of


def card(request: HttpRequest, estimate: Estimate, *, at: datetime) -> HttpResponse:
    """The PDF in the language of the page."""
    with translation.override(language_of(request, estimate)):
        response = HttpResponse(card_of(estimate, at=at), content_type="application/pdf")
        name = card_name(estimate)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    return response
