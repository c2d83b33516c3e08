"""Names that only the database knows, all that a page shows of them in one query."""

from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Cast

from puntuale.apps.accounts.models import Team, User, Vendor
from puntuale.apps.partners.queries import colleagues_of

Pairs = list[tuple[str, str]]
# Which records, and the field by which one of them is chosen.
Named = tuple[QuerySet[Model], str]
# One select holds no more of them; whoever has more customers finds them by searching.
MOST_NAMES = 500


def names(**wanted: Named) -> dict[str, Pairs]:
    """For each kind the key and the name of its records, in the order of their names."""
    first, *others = (_rows(kind, named, key) for kind, (named, key) in wanted.items())
    found: dict[str, Pairs] = {kind: [] for kind in wanted}
    rows = first.union(*others, all=True)
    for kind, key, name in sorted(rows, key=lambda row: str(row[2]).casefold()):
        found[kind].append((key, name))
    return {kind: pairs[:MOST_NAMES] for kind, pairs in found.items()}


def staff(reader: User) -> Named:
    """Everybody to whom `reader` can give a request."""
    return colleagues_of(reader), "pk"


def teams(reader: User) -> Named:
    """Those that `reader` can give a request to."""
    return Team.objects.all() if reader.is_of_vendor else Team.objects.none(), "pk"


def vendor() -> Named:
    """Whose desk this is."""
    return Vendor.objects.all(), "pk"


def vendor_name(found: dict[str, Pairs]) -> str:
    """What the vendor is called, of names among which `vendor` was asked for."""
    return next((name for _key, name in found["vendor"]), "Puntuale")


def _rows(kind: str, named: QuerySet[Model], key: str) -> "QuerySet[Model, tuple[str, str, str]]":
    return named.order_by().values_list(
        Value(kind, CharField()), Cast(F(key), CharField()), Cast(F("name"), CharField())
    )
