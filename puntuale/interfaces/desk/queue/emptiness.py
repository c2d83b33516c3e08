"""What stands where no request does: what falls due next, what was looked for, how to begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.accounts.models import User
from puntuale.apps.post.models import Mailbox
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.queue.filters import tickets_in
from puntuale.interfaces.desk.queue.chosen import Chosen
from puntuale.interfaces.desk.queue.options import Filter
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.moments import BY, said
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Emptiness:
    """A heading, a sentence, and the ways on: label and address."""

    title: str
    text: str
    ways: Sequence[tuple[str, str]] = ()


def emptiness(
    reader: User, chosen: Chosen, filters: Sequence[Filter], view: Viewpoint
) -> Emptiness:
    """What to say when nothing is in the list."""
    used = [each for each in filters if each.value]
    if not used:
        return _nothing_open(reader)
    if dict(chosen.filters) == {"clock": "late"}:
        return Emptiness(_("Nothing is late"), _next_promise(reader, view))
    url = reverse("desk:queue")
    said_all = ", ".join(f"{each.label}: {each.said}" for each in used)
    return Emptiness(
        _("No requests match"),
        _("Looked for %(filters)s.") % {"filters": said_all},
        [
            (
                _("Without %(filter)s") % {"filter": each.label},
                url + chosen.without(each.name).query(),
            )
            for each in used
        ],
    )


def _nothing_open(reader: User) -> Emptiness:
    if tickets_visible_to(reader).exists():
        return Emptiness(_("Nothing is open"), _("Every request has been resolved."))
    mailbox = Mailbox.objects.filter(is_default=True).first() or Mailbox.objects.first()
    if mailbox is None:
        return Emptiness(_("No requests yet"), _("They come by mail and by the form, or open one."))
    text = _("Send a mail to %(address)s or open one.") % {"address": mailbox.address}
    return Emptiness(_("No requests yet"), text)


def _next_promise(reader: User, view: Viewpoint) -> str:
    due = tickets_in({}, reader=reader, now=view.now).filter(next_due_at__gte=view.now)
    ticket: Ticket | None = (
        due.select_related("organisation", "contact").order_by("next_due_at", "id").first()
    )
    if ticket is None or ticket.next_due_at is None:
        return _("No promise is running.")
    return pgettext(
        "queue", "The next promise falls due by %(when)s: %(promise)s to %(customer)s."
    ) % {
        "when": said(BY, ticket.next_due_at, view),
        "promise": METRICS[ticket.next_metric].in_row,
        "customer": ticket.organisation or ticket.contact,
    }
