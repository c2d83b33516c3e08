"""What is not taken on, said before it is sent, with what can be done instead."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from puntuale.apps.tickets.forecast import Forecast
from puntuale.ui.parts import ForecastLine
from puntuale.ui.words.verdicts import in_language as said

BY_CHANNEL: Mapping[str, Callable[[], str]] = {
    "channel_refused": lambda: _("Your agreement takes no requests this way. Write us a mail."),
    "channel_not_listed": lambda: _("Your agreement takes no requests this way. Write us a mail."),
    "channel_reply_only": lambda: _("This way you can only answer to requests that are open."),
    "channel_closed": lambda: _("This way is open only in office hours. Write us a mail."),
}


def refusal_line(forecast: Forecast) -> ForecastLine:
    """The line that stands where the promise would."""
    return ForecastLine(_("We cannot"), _("not covered"), refusal_sentence(forecast))


def refusal_sentence(forecast: Forecast) -> str:
    """Why, and what is possible."""
    if forecast.refusal in BY_CHANNEL:
        return BY_CHANNEL[forecast.refusal]()
    title = said(forecast.document.header.title) if forecast.document else ""
    request = forecast.decision.request
    code = request.classification.type if request else None
    row = forecast.document.types.get(code) if forecast.document and code else None
    if row is None:
        return _("Not covered by %(title)s. Ask us what is possible.") % {"title": title}
    values = {"title": title, "kind": said(row.title)}
    return _("“%(kind)s” is not covered by %(title)s. Ask us what is possible.") % values
