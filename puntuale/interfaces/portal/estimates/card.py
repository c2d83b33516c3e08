"""The intervention card as a file to keep."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from puntuale.apps.estimates.models import Estimate
from puntuale.interfaces.portal.estimates.page import language_of
from puntuale.ui.downloads import pdf_file
from puntuale.ui.paper.estimates import card_name, card_of


def card(request: HttpRequest, estimate: Estimate, *, at: datetime) -> HttpResponse:
    """The PDF in the language of the page."""
    with translation.override(language_of(request, estimate)):
        return pdf_file(card_name(estimate), card_of(estimate, at=at))
