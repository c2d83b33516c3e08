"""Every refusal of an action on reports to the authority; nothing was changed."""

from django.utils.translation import gettext_lazy as _

from puntuale.apps.tickets.errors import TicketRefusal


class NotRestricted(TicketRefusal):
    """What everybody at the desk reads is no vulnerability that is kept among few."""

    sentence = _("Sort this request as a vulnerability first: then only its group sees it.")


class NotOfTheGroup(TicketRefusal):
    """Only the restricted group speaks with the authority."""

    sentence = _("Only the group for restricted requests reports to the authority.")


class KnownAlready(TicketRefusal):
    """It was said before."""

    sentence = _("This was noted before.")


class NotSoEarly(TicketRefusal):
    """An instant that has not come, or lies before that from which it counts."""

    sentence = _("This instant lies ahead, or before we knew of it.")


class NothingToReport(TicketRefusal):
    """No clock runs for this."""

    sentence = _("Nothing has to be reported here.")
