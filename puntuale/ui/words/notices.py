"""What a notice tells, and how it looks: `near` and `late` ask for something, `kept` is good news."""

from django.utils.translation import gettext as _

from puntuale.apps.estimates.used import ALL_OF_A_FIXED
from puntuale.apps.tickets.models import Notice

Kind = Notice.Kind


def told_by(notice: Notice) -> tuple[str, str]:
    """The look, or none, and the sentence: "Assigned to you", "90% of the accepted effort is used"."""
    what = notice.about.rpartition(":")[2]
    match Kind(notice.kind):
        case Kind.ESTIMATE_DECIDED:
            is_yes = what == "accepted"
            said = _("The customer accepted the estimate")
            return ("kept", said) if is_yes else ("near", _("The customer declined the estimate"))
        case Kind.ESTIMATE_USED if what == "100":
            return "late", _("The accepted effort is used up: send a revision before going on")
        case Kind.ESTIMATE_USED if what == ALL_OF_A_FIXED:
            return "near", _("The accepted effort is used up; the price is fixed")
        case Kind.ESTIMATE_USED:
            return "near", _("%(percent)s%% of the accepted effort is used") % {"percent": what}
    return LOOKS.get(Kind(notice.kind), ""), {
        Kind.ASSIGNED: _("Assigned to you"),
        Kind.CUSTOMER_WROTE: _("The customer wrote"),
        Kind.PROMISE_NEAR: _("A promise is near"),
        Kind.PROMISE_LATE: _("A promise is late"),
        Kind.COVERAGE_ENDS: _("A coverage ends"),
        Kind.PREPAID_LOW: _("A package runs low"),
        Kind.PAYMENT_TO_DECIDE: _("A payment waits for a decision"),
        Kind.ESTIMATE_ENDED: _("The estimate has ended without a decision"),
        Kind.ESTIMATE_RENEWAL: _("The customer asks to renew the estimate"),
        Kind.MAIL_REFUSED: _("A mail did not arrive"),
        Kind.MAIL_LOOP: _("A machine answers our mails: it gets no more automatic ones"),
        Kind.MAILBOX_STOPPED: _("A mailbox cannot be fetched"),
        Kind.MAILBOX_WORKS: _("A mailbox is fetched again"),
    }[Kind(notice.kind)]


LOOKS = {
    Kind.PROMISE_NEAR: "near",
    Kind.PROMISE_LATE: "late",
    Kind.COVERAGE_ENDS: "near",
    Kind.PREPAID_LOW: "near",
    Kind.PAYMENT_TO_DECIDE: "late",
    Kind.ESTIMATE_ENDED: "near",
    Kind.ESTIMATE_RENEWAL: "near",
    Kind.MAIL_REFUSED: "late",
    Kind.MAIL_LOOP: "near",
    Kind.MAILBOX_STOPPED: "late",
    Kind.MAILBOX_WORKS: "kept",
}
