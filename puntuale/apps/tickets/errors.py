"""Every refusal of an action on a request, one class for each reason; nothing was changed."""

from django.utils.translation import gettext_lazy as _


class TicketRefusal(Exception):
    """An action that was refused; `sentence` says to a person what to do instead."""

    sentence = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class AlreadyClosed(TicketRefusal):
    """The request is closed, rejected, declined or merged."""

    sentence = _("This request is closed. Reopen it first.")


class NotClosed(TicketRefusal):
    """Only a resolved, closed or refused request can be reopened."""

    sentence = _("This request is open already.")


class AlreadyTaken(TicketRefusal):
    """Somebody has taken charge before."""

    sentence = _("Somebody has taken charge of this request already.")


class WithTheVendor(TicketRefusal):
    """A partner acts on what is with the first level; what the vendor has, the vendor decides."""

    sentence = _("This request is with the vendor now. You can read it and keep notes.")


class NotAnEnquiry(TicketRefusal):
    """Only what a prospect asked is handed to a partner."""

    sentence = _("Only enquiries are handed to partners.")


class NotWithPartner(TicketRefusal):
    """There is no partner to go past."""

    sentence = _("This request is with us already.")


class NoWayPast(TicketRefusal):
    """No agreement takes it on but the partner's."""

    sentence = _(
        "Nothing but the agreement of your partner covers this request. Please register first."
    )


class NothingSaid(TicketRefusal):
    """A message needs words or a file."""

    sentence = _("Write something, or attach a file.")


class UnknownClass(TicketRefusal):
    """The agreement has no such type, severity or level."""

    sentence = _("The agreement does not know this type or severity. Choose one of the list.")


class ReasonMissing(TicketRefusal):
    """A step that the customer is told of needs its reason."""

    sentence = _("Say why. The customer is told.")


class UnknownReason(TicketRefusal):
    """The agreement does not know this reason."""

    sentence = _("The agreement does not know this reason. Choose one of the list.")


class FinalForCustomers(TicketRefusal):
    """What was not accepted is begun again by the vendor alone."""

    sentence = _("This request was not accepted. Please send a new one.")


class NothingChanged(TicketRefusal):
    """What was to be changed is so already."""

    sentence = _("Nothing would change.")


class NoDateAsked(TicketRefusal):
    """The agreement waits for no date here, or the promise was kept."""

    sentence = _("The agreement waits for no date here.")


class InThePast(TicketRefusal):
    """A promise for an instant that has passed."""

    sentence = _("This hour has passed. Choose a later one.")


class CannotMerge(TicketRefusal):
    """The two requests cannot become one."""

    sentence = _("Only open requests of one customer can be merged, and never into themselves.")


class NotMerged(TicketRefusal):
    """There is no merge to undo."""

    sentence = _("This request was not merged, or too long ago.")


class FileTooLarge(TicketRefusal):
    """The file is larger than the installation takes."""

    sentence = _("The file is too large. Send at most 25 MB, or a link to it.")


class ChangedMeanwhile(TicketRefusal):
    """Somebody has changed what was to be undone."""

    sentence = _("Somebody has changed this request since. It was left as it is.")


class NameTaken(TicketRefusal):
    """Two things of one person cannot have one name."""

    sentence = _("You use this name already. Choose another.")
