"""What the side of every page of the office lists."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from puntuale.apps.accounts.roles import Ability
from puntuale.interfaces.office.resources import RESOURCES
from puntuale.ui.parts import Link


def side(request: HttpRequest) -> dict[str, Any]:
    """The kinds of record this person keeps, and the single pages; nothing outside the office."""
    match = request.resolver_match
    if match is None or match.app_name != "office" or not request.user.is_authenticated:
        return {}
    user = request.user
    pages = (
        (_("Registrations"), "office:registrations", Ability.KEEP_CUSTOMERS),
        (_("Mail"), "office:post", Ability.WORK_ON_TICKETS),
        (_("Agreements"), "office:agreements", Ability.READ_AGREEMENTS),
        (_("Closures"), "office:closures", Ability.ANNOUNCE_CLOSURES),
        (_("Keys of licence files"), "office:licence_keys", Ability.KEEP_INSTALLATION),
        (_("Orders"), "office:orders", Ability.KEEP_SALES),
        (_("Balances"), "office:balances", Ability.READ_CHARGES),
        (_("To bill"), "office:billing", Ability.READ_CHARGES),
        (_("Who may do what"), "office:abilities", Ability.KEEP_PEOPLE),
        (_("Words of mails"), "office:words", Ability.KEEP_INSTALLATION),
        (_("This desk"), "office:vendor", Ability.KEEP_INSTALLATION),
        (_("Who changed what"), "office:log", Ability.READ_THE_LOG),
        (_("Is all well?"), "operations:health", Ability.KEEP_INSTALLATION),
    )
    return {
        "resources": [one for one in RESOURCES.values() if user.can(one.ability)],
        "keeps_mailboxes": user.can(Ability.KEEP_MAILBOXES),
        "pages": [
            Link(label, reverse(name), current=match.view_name == name)
            for label, name, ability in pages
            if user.can(ability)
        ],
    }
