"""Why a request was not accepted, in words for its customer."""

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.tickets.models import Ticket, TicketEvent

BY_CODE: Mapping[str, Lazy] = {
    "channel_refused": gettext_lazy("Your agreement takes no requests by mail."),
    "channel_not_listed": gettext_lazy("Your agreement takes no requests by mail."),
    "channel_reply_only": gettext_lazy(
        "By mail you can only answer to requests that are open. Open a new one on our page."
    ),
    "channel_closed": gettext_lazy(
        "By mail we take requests only in office hours. Write again when we are open."
    ),
}


def refusal_of(ticket: Ticket) -> str:
    """The reason with which `ticket` was refused; nothing where it was not."""
    event = (
        TicketEvent.objects.filter(ticket=ticket, kind=TicketEvent.Kind.REJECTED)
        .order_by("-sequence")
        .first()
    )
    reason = str(event.data.get("reason") or "") if event else ""
    if reason in BY_CODE:
        return str(BY_CODE[reason])
    if reason == "not_covered" and ticket.version is not None:
        title = ticket.version.title(ticket.language)
        return _("It is not covered by %(agreement)s.") % {"agreement": title}
    # An agreement's own reasons are names such as technically_unfeasible; an agent's are sentences.
    return reason if " " in reason else reason.replace("_", " ").capitalize()
