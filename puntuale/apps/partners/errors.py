"""Every refusal about partners, one class for each reason; nothing was changed."""

from django.utils.translation import gettext_lazy as _


class PartnerRefusal(Exception):
    """An action that was refused; `sentence` says to a person what to do instead."""

    sentence = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class LookedAfterAlready(PartnerRefusal):
    """Two partners cannot look after one customer for the same product on the same day."""

    sentence = _("A partner looks after this customer on these days already. End that first.")
