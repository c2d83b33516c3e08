"""Views that a person keeps, and replies that everybody uses."""

from collections.abc import Mapping

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.errors import NameTaken
from puntuale.apps.tickets.models import SavedView


@transaction.atomic
def save_view(name: str, filters: Mapping[str, str], *, by: User) -> SavedView:
    """Keep `filters` under `name`; a view of that name is replaced."""
    view, _ = SavedView.objects.update_or_create(
        user=by, name=name, defaults={"filters": dict(filters)}
    )
    return view


@transaction.atomic
def rename_view(view: SavedView, name: str) -> None:
    """Call `view` something else.

    Raises:
        NameTaken: another view of the same person is called that.
    """
    others = SavedView.objects.filter(user=view.user_id, name=name).exclude(pk=view.pk)
    if others.exists():
        raise NameTaken
    view.name = name
    view.save(update_fields=["name"])
