"""Why a mail waits for a person, or was set aside, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from puntuale.apps.post.models import InboundMail

REASONS: Mapping[str, Lazy] = {
    "no_sender": _("It does not say who sent it."),
    "staff_address": _("It bears the address of somebody at this desk. An address proves nobody."),
    "not_genuine": _("Your mail server found that it does not come from the domain it names."),
    "sender_has_left": _("Its sender has left the customer."),
    "our_own_mail": _("It is a mail of ours that came back."),
    "bounce_of_unknown_mail": _("It says that a mail came back that was not ours."),
    "by_hand": _("Somebody at this desk set it aside."),
    "automatic_answer": _("A machine answered, and not to one of our mails."),
}


def reason_in_words(mail: InboundMail) -> str:
    """The sentence for `mail.reason`; what could not be read has a sentence of its own already."""
    known = REASONS.get(mail.reason)
    return str(known) if known is not None else mail.reason
