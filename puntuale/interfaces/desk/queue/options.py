"""What can be chosen for each filter, and the words for what was chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.accounts.models import LANGUAGES, User
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation
from puntuale.apps.partners.queries import customers_of
from puntuale.apps.tickets.models import Tag, Ticket
from puntuale.apps.tickets.promises import classes_under
from puntuale.apps.tickets.queue.filters import ANY, LARGEST_ID, ME, NOBODY, NONE
from puntuale.interfaces.desk.names import Named, Pairs, names, staff, teams, vendor, vendor_name

# In the first line of the queue's page; the others come when asked for, or when in use.
FIRST_LINE = ("state", "agreement", "severity", "assignee", "language", "channel")
OF_DESK = frozenset({"team", "tag"})


def _by_name(reader: User) -> dict[str, Named]:
    """What is chosen by a name that only the database knows: of what `reader` may know."""
    customers = Organisation.objects.all() if reader.is_of_vendor else customers_of(reader)
    found: dict[str, Named] = {
        "customer": (customers, "pk"),
        "product": (Product.objects.all(), "code"),
    }
    if reader.is_of_vendor:
        found |= {"team": teams(reader), "tag": (Tag.objects.all(), "name")}
    return found


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter as it is drawn: what can be chosen, what is, and the word for neither."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str = ""
    any: str = ""

    @property
    def said(self) -> str:
        """The word for what was chosen; the value itself where it has none."""
        return dict(self.options).get(self.value, self.value)

    @property
    def is_known(self) -> bool:
        return not self.value or self.value in dict(self.options)


def filters_for(
    chosen: Mapping[str, str],
    versions: Iterable[AgreementVersion],
    language: str,
    *,
    reader: User,
    everything: bool = False,
) -> tuple[list[Filter], str]:
    """The filters of the first line and those in use, and the vendor's name on the way.

    With `everything` all filters, and all that can be chosen for each.
    """
    known = _names(chosen, reader, everything=everything)
    labels = {
        "state": (pgettext("filter", "State"), _states(), pgettext("state", "open")),
        "agreement": (pgettext("filter", "Agreement"), _agreements(versions, language), ""),
        "severity": (pgettext("filter", "Severity"), _severities(versions), ""),
        "assignee": (
            pgettext("filter", "Assigned to"),
            [(ME, _("me")), (NOBODY, _("nobody")), *known["assignee"]],
            pgettext("assigned to", "anyone"),
        ),
        "language": (pgettext("filter", "Language"), list(LANGUAGES), ""),
        "channel": (pgettext("filter", "Channel"), _channels(), ""),
        "clock": (pgettext("filter", "Clock"), _clocks(), ""),
        "team": (pgettext("filter", "Team"), [(NONE, _("no team")), *known.get("team", ())], ""),
        "tag": (pgettext("filter", "Tag"), known.get("tag", ()), ""),
        "customer": (pgettext("filter", "Customer"), known["customer"], ""),
        "product": (pgettext("filter", "Product"), known["product"], ""),
        "side": (pgettext("filter", "With"), _sides(), pgettext("side", "us")),
    }
    filters = [
        Filter(name, label, options, chosen.get(name, ""), any_)
        for name, (label, options, any_) in labels.items()
        if (everything or name in FIRST_LINE or name in chosen)
        and (reader.is_of_vendor or name not in OF_DESK)
    ]
    return filters, vendor_name(known)


def _names(chosen: Mapping[str, str], reader: User, *, everything: bool) -> dict[str, Pairs]:
    """What the filters need of them, and nobody for the others."""
    wanted, by_name = {"assignee": staff(reader), "vendor": vendor()}, _by_name(reader)
    for kind, (named, key) in by_name.items():
        if everything:
            wanted[kind] = (named.all(), key)
        elif kind in chosen:
            wanted[kind] = (_only(named.all(), key, chosen[kind]), key)
    return {kind: [] for kind in by_name} | names(**wanted)


def _only(named: QuerySet[Model], key: str, value: str) -> QuerySet[Model]:
    if key != "pk":
        return named.filter(**{key: value})
    is_id = value.isascii() and value.isdecimal() and int(value) <= LARGEST_ID
    return named.filter(pk=int(value) if is_id else 0)


def _agreements(versions: Iterable[AgreementVersion], language: str) -> Pairs:
    titles = {row.agreement.code: row.title(language) for row in versions}
    return sorted(titles.items(), key=lambda pair: pair[1].casefold())


def _severities(versions: Iterable[AgreementVersion]) -> Pairs:
    # Codes alone: two agreements may call their P1 differently.
    codes = dict.fromkeys(code for row in versions for code in classes_under(row).severities)
    return [(code, code) for code in codes]


def _states() -> Pairs:
    return [(state.value, str(state.label)) for state in Ticket.State]


def _sides() -> Pairs:
    own = [(side.value, str(side.label)) for side in Ticket.Side]
    return [*own, (ANY, pgettext("side", "anybody"))]


def _channels() -> Pairs:
    return [(channel.value, str(channel.label)) for channel in Ticket.Channel]


def _clocks() -> Pairs:
    return [
        ("late", pgettext("clock filter", "late")),
        ("near", pgettext("clock filter", "near")),
        ("held", pgettext("clock filter", "held by agreement")),
        ("paused", pgettext("clock filter", "paused")),
    ]
