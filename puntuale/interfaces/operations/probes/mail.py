"""Whether mail comes in and goes out."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.apps.post.models import InboundMail, Mailbox, OutgoingMail
from puntuale.interfaces.operations.findings import Finding, attention, well, wrong

UNREAD_AFTER = timedelta(minutes=5)
UNSENT_AFTER = timedelta(minutes=5)
UNFETCHED_AFTER = timedelta(minutes=30)


def mailboxes(at: datetime) -> Finding:
    """Every mailbox that is fetched was fetched lately."""
    fetched = Mailbox.objects.exclude(imap_url="")
    failing = [
        box.address
        for box in fetched.order_by("address")
        if box.last_error or (box.fetched_at and box.fetched_at < at - UNFETCHED_AFTER)
    ]
    if not failing:
        return well("mailboxes", _("All mailboxes are fetched."))
    return attention(
        "mailboxes",
        _("No mail can be fetched for %(addresses)s.") % {"addresses": ", ".join(failing)},
        _("See the mailbox's page for the server's answer, and check address and password."),
    )


def mail_in(at: datetime) -> Finding:
    """What came in was read."""
    waiting = InboundMail.objects.filter(state=InboundMail.State.RECEIVED)
    unread = waiting.filter(received_at__lt=at - UNREAD_AFTER).count()
    if unread:
        return wrong(
            "mail_in",
            ngettext(
                "%(number)d mail was received but not read yet.",
                "%(number)d mails were received but not read yet.",
                unread,
            )
            % {"number": unread},
            _("They are kept. See whether a worker is running and what it writes to its log."),
        )
    return well("mail_in", _("All mail that came in was read."))


def unreadable(at: datetime) -> Finding:  # noqa: ARG001 - every probe's
    """Nothing that came in was unreadable."""
    number = InboundMail.objects.filter(state=InboundMail.State.QUARANTINED).count()
    if not number:
        return well("unreadable", _("No mail was unreadable."))
    return attention(
        "unreadable",
        ngettext(
            "%(number)d mail could not be read.", "%(number)d mails could not be read.", number
        )
        % {"number": number},
        _("They are kept as they came: look at them, and read them again after an update."),
    )


def mail_out(at: datetime) -> Finding:
    """What is to be sent was handed over."""
    has_server = settings.SMTP_URL or Mailbox.objects.exclude(smtp_url="").exists()
    if not has_server and not settings.IS_DEMO:
        return attention(
            "mail_out",
            _("No mail server is set: answers are kept and not sent."),
            _("Set PUNTUALE_SMTP to the address of your mail server, and restart."),
        )
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    unsent = waiting.filter(created_at__lt=at - UNSENT_AFTER)
    number = unsent.count()
    if not number:
        return well("mail_out", _("All mail was sent."))
    said = unsent.exclude(last_error="").values_list("last_error", flat=True).first()
    return attention(
        "mail_out",
        ngettext("%(number)d mail was not sent yet.", "%(number)d mails were not sent yet.", number)
        % {"number": number},
        _("They are tried again by themselves. The last answer was: %(said)s") % {"said": said}
        if said
        else _("They are tried again by themselves; see whether a worker is running."),
    )
