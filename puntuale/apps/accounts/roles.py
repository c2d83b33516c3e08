"""Who may do what: the whole table, on one screen."""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is to this desk; a customer's rights come from the organisation as well."""

    CUSTOMER = "customer", _("customer")
    PARTNER = "partner", _("partner")
    AGENT = "agent", _("agent")
    BILLING = "billing", _("billing")
    MANAGER = "manager", _("support manager")
    ADMINISTRATOR = "administrator", _("administrator")


class Ability(StrEnum):
    """One thing that can be done; records are found through scoped queries, never by ability."""

    ASK = "ask"
    GIVE_SUPPORT = "give_support"
    WORK_ON_TICKETS = "work_on_tickets"
    MERGE_TICKETS = "merge_tickets"
    OPEN_CUSTOMER_DATA = "open_customer_data"
    KEEP_CUSTOMERS = "keep_customers"
    KEEP_SAVED_REPLIES = "keep_saved_replies"
    CORRECT_WORK = "correct_work"
    READ_AGREEMENTS = "read_agreements"
    READ_CHARGES = "read_charges"
    KEEP_SALES = "keep_sales"
    KEEP_AGREEMENTS = "keep_agreements"
    ANNOUNCE_CLOSURES = "announce_closures"
    WRITE_NEWS = "write_news"
    KEEP_PEOPLE = "keep_people"
    KEEP_PRIVACY = "keep_privacy"
    KEEP_MAILBOXES = "keep_mailboxes"
    KEEP_INSTALLATION = "keep_installation"
    READ_THE_LOG = "read_the_log"


_AGENT = frozenset(
    {
        Ability.ASK,
        Ability.GIVE_SUPPORT,
        Ability.WORK_ON_TICKETS,
        Ability.MERGE_TICKETS,
        Ability.KEEP_SAVED_REPLIES,
        # Whoever answers customers must know what was promised to them.
        Ability.READ_AGREEMENTS,
    }
)
_BILLING = frozenset(
    {
        Ability.ASK,
        Ability.READ_AGREEMENTS,
        Ability.READ_CHARGES,
        Ability.KEEP_SALES,
    }
)
_MANAGER = (
    _AGENT
    | _BILLING
    | {
        Ability.OPEN_CUSTOMER_DATA,
        Ability.CORRECT_WORK,
        Ability.KEEP_CUSTOMERS,
        Ability.KEEP_AGREEMENTS,
        Ability.ANNOUNCE_CLOSURES,
        Ability.WRITE_NEWS,
    }
)

ABILITIES: Mapping[Role, frozenset[Ability]] = {
    Role.CUSTOMER: frozenset({Ability.ASK}),
    # Of their own customers alone; whose those are is a question of scopes, not of abilities.
    Role.PARTNER: frozenset({Ability.ASK, Ability.GIVE_SUPPORT}),
    Role.AGENT: _AGENT,
    Role.BILLING: _BILLING,
    Role.MANAGER: _MANAGER,
    Role.ADMINISTRATOR: frozenset(Ability),
}
# Works at a desk, ours or a partner's; and at ours.
STAFF = frozenset(set(Role) - {Role.CUSTOMER})
OF_VENDOR = STAFF - {Role.PARTNER}


def roles_with(ability: Ability) -> frozenset[Role]:
    """Who may do this."""
    return frozenset(role for role, abilities in ABILITIES.items() if ability in abilities)


# Who can be given a request.
AT_THE_DESK = roles_with(Ability.WORK_ON_TICKETS)
