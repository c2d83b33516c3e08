"""What happened, said to the customer: we are the vendor, you are whoever asked."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from puntuale.apps.tickets.models import TicketEvent
from puntuale.ui.conversation.events import event_sentence
from puntuale.ui.words.quotes import quoted

Kind = TicketEvent.Kind

WAITS: Mapping[str, Callable[[], str]] = {
    "waiting_customer": lambda: _("We wait for your answer."),
    "waiting_access": lambda: _("We wait for access to your system."),
    "waiting_third_party": lambda: _("We wait for a third party."),
    "estimate_sent": lambda: _("We wait for your decision on the estimate."),
}


def sentence_to_customer(event: TicketEvent) -> str:
    """The event in one sentence to whoever asked; most are the same for everybody."""
    sentence = SENTENCES.get(Kind(event.kind))
    return event_sentence(event) if sentence is None else sentence(event)


def _paused(event: TicketEvent) -> str:
    return WAITS.get(event.data["because"], lambda: _("We wait."))()


def _assigned(event: TicketEvent) -> str:
    names = event.data.get("names")
    return _("%(names)s works on it.") % {"names": names} if names else ""


def _submitted(event: TicketEvent) -> str:
    if event.by_user_id is None:
        return _("Received.")
    return _("Written down for you by %(who)s.") % {"who": event.by_user}


def _handed(event: TicketEvent) -> str:
    partner = event.data["to"]
    if not partner:
        return _("We see to it.")
    return _("%(partner)s sees to it.") % {"partner": partner}


def _declined(event: TicketEvent) -> str:
    said = event.data.get("text", "")
    sentence = _("Ended: you did not accept the intervention.")
    return f"{sentence} {quoted(said)}" if said else sentence


SENTENCES: Mapping[TicketEvent.Kind, Callable[[TicketEvent], str]] = {
    Kind.SUBMITTED: _submitted,
    Kind.PAUSED: _paused,
    Kind.ASSIGNED: _assigned,
    Kind.DECLINED: _declined,
    Kind.HANDED: _handed,
    Kind.PAST_PARTNER: lambda _event: _("You did not reach your partner: we see to it."),
    Kind.REMINDED: lambda event: "" if event.data.get("declined") else _("We reminded you."),
}
