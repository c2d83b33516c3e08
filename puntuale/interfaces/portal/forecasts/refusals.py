"""What is not taken on, said before it is sent, with what can be done instead."""

from django.utils.translation import gettext as _

from puntuale.apps.tickets.forecast import Forecast
from puntuale.apps.tickets.refusals import refusal_under
from puntuale.ui.parts import ForecastLine
from puntuale.ui.words.refusals import because


def refusal_line(forecast: Forecast) -> ForecastLine:
    """The line that stands where the promise would."""
    return ForecastLine(_("We cannot"), _("not covered"), refusal_sentence(forecast))


def refusal_sentence(forecast: Forecast) -> str:
    """Why, and what is possible."""
    request = forecast.decision.request
    return because(
        refusal_under(
            forecast.decision.version,
            forecast.refusal,
            channel=request.channel if request else "",
            type=(request.classification.type if request else None) or "",
        )
    )
