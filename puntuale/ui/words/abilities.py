"""What each ability lets a person do, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.roles import Ability

ABILITIES: Mapping[Ability, Promise | str] = {
    Ability.ASK: _("Ask, and read the answers"),
    Ability.GIVE_SUPPORT: _("Work on requests: answer, sort, wait, solve, close"),
    Ability.WORK_ON_TICKETS: _("See every request of this desk"),
    Ability.MERGE_TICKETS: _("Merge requests that are one"),
    Ability.OPEN_CUSTOMER_DATA: _(
        "Open files and access details of requests that others work on, without stating a reason"
    ),
    Ability.KEEP_SAVED_REPLIES: _("Keep saved replies"),
    Ability.CORRECT_WORK: _("Correct the recorded work of others"),
    Ability.READ_AGREEMENTS: _("Read agreements and ask them"),
    Ability.READ_CHARGES: _("Read what was charged, and balances"),
    Ability.KEEP_SALES: _("Enter orders and payments"),
    Ability.KEEP_CUSTOMERS: _("Keep customers, contacts, products and serial numbers"),
    Ability.KEEP_AGREEMENTS: _("Write, activate and publish agreements, and say whom they cover"),
    Ability.ANNOUNCE_CLOSURES: _("Announce closures"),
    Ability.WRITE_NEWS: _("Write news and bulletins, and send them"),
    Ability.KEEP_PEOPLE: _("Keep people, their roles, and teams"),
    Ability.KEEP_PRIVACY: _("Copy and erase people’s data, and say how long what is kept"),
    Ability.KEEP_MAILBOXES: _("Keep mailboxes"),
    Ability.KEEP_INSTALLATION: _("Set up this desk, and see whether all is well"),
    Ability.READ_THE_LOG: _("Read who changed what"),
}
