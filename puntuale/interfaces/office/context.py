"""What the side of every page of the office lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.interfaces.office.resources import RESOURCES
from puntuale.ui.parts import Link

Page = tuple[Lazy, str, Ability]
RECORDS = frozenset({"office:index", "office:create", "office:edit"})
MAILBOXES = frozenset(
    f"office:{name}"
    for name in ("mailboxes", "mailbox_trial", "mailbox_access", "mailbox_signed_in")
)

# Of each group the kinds of record that are kept, by their code, and the single pages.
SIDE: tuple[tuple[Lazy, tuple[str | Page, ...]], ...] = (
    (
        _("Who asks"),
        (
            "customers",
            "contacts",
            "partners",
            (_("Enquiries"), "desk:leads", Ability.WORK_ON_TICKETS),
            (_("Registrations"), "office:registrations", Ability.KEEP_CUSTOMERS),
        ),
    ),
    (
        _("What is promised"),
        (
            (_("Agreements"), "office:agreements", Ability.READ_AGREEMENTS),
            "coverages",
            (_("Sold before"), "office:sellers", Ability.KEEP_AGREEMENTS),
            (_("Partners’ terms"), "office:partner_terms", Ability.KEEP_AGREEMENTS),
            (_("Closures"), "office:closures", Ability.ANNOUNCE_CLOSURES),
        ),
    ),
    (
        _("What is supported"),
        (
            "products",
            "releases",
            "prices",
            "licences",
            (_("Keys of licence files"), "office:licence_keys", Ability.KEEP_INSTALLATION),
        ),
    ),
    (
        _("What is paid"),
        (
            (_("Orders"), "office:orders", Ability.KEEP_SALES),
            (_("Balances"), "office:balances", Ability.READ_CHARGES),
            (_("To bill"), "office:billing", Ability.READ_CHARGES),
        ),
    ),
    (
        _("What is written"),
        (
            (_("Mail"), "office:post", Ability.WORK_ON_TICKETS),
            (_("News and bulletins"), "office:news", Ability.WRITE_NEWS),
            "mailboxes",
            (_("Words of mails"), "office:words", Ability.KEEP_INSTALLATION),
        ),
    ),
    (
        _("Who works here"),
        (
            "people",
            "teams",
            (_("Who may do what"), "office:abilities", Ability.KEEP_PEOPLE),
        ),
    ),
    (
        _("How it runs"),
        (
            (_("This desk"), "office:vendor", Ability.KEEP_INSTALLATION),
            (_("People’s data"), "office:privacy", Ability.KEEP_PRIVACY),
            "tools",
            (_("Who changed what"), "office:log", Ability.READ_THE_LOG),
            (_("Is all well?"), "operations:health", Ability.KEEP_INSTALLATION),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Links that belong together, under a title."""

    title: str
    links: Sequence[Link]


def side(request: HttpRequest) -> dict[str, Any]:
    """What this person keeps or may look at, in groups; nothing outside the office."""
    match = request.resolver_match
    if match is None or match.app_name != "office" or not request.user.is_authenticated:
        return {}
    user = request.user
    groups = (Group(str(title), list(_links(entries, user, match))) for title, entries in SIDE)
    return {
        "groups": [group for group in groups if group.links],
        "keeps_mailboxes": user.can(Ability.KEEP_MAILBOXES),
    }


def _links(entries: Sequence[str | Page], user: User, match: ResolverMatch) -> Iterator[Link]:
    for entry in entries:
        if isinstance(entry, str):
            one = RESOURCES[entry]
            label, ability, href = one.title, one.ability, reverse("office:index", args=[entry])
            current = entry == _kept_on(match)
        else:
            label, name, ability = entry
            href, current = reverse(name), match.view_name == name
        if user.can(ability):
            yield Link(str(label), href, current=current)


def _kept_on(match: ResolverMatch) -> str:
    """The kind of record that a page is about, by its code."""
    if match.view_name in RECORDS:
        return str(match.kwargs["code"])
    return "mailboxes" if match.view_name in MAILBOXES else ""
