"""The tables of a database as its own migrations made them, which may be older than this version."""

from collections.abc import Iterable
from functools import cache

from django.db import connections, models
from django.db.migrations.loader import MigrationLoader

from puntuale.interfaces.terminal.backup.errors import Refused

Migration = tuple[str, str]
Migrations = list[Migration]

# Made from other tables, in a form of each database's own: made again after a restore.
DERIVED = frozenset({"tickets_ticketwords"})


def applied_migrations(alias: str) -> Migrations:
    """The changes that the database has been through."""
    return sorted(MigrationLoader(connections[alias]).applied_migrations)


def refuse_foreign(migrations: Iterable[Migration], whose: str) -> None:
    """Stop where this version cannot know the tables: `whose` is a database or a backup, in words.

    Raises:
        Refused: a newer version changed them, or they stop before the first file that an app has
            here. What came before was folded into that file, which makes the tables, and cannot
            take up tables that are half way there (docs/decisions/0032).
    """
    done, first = set(migrations), _first_of_each_app()
    begun = {app for app, _name in done}
    unknown = [(app, name) for app, name in done - _known() if name > first.get(app, "")]
    if unknown:
        raise Refused(
            f"{whose} belongs to a newer version of Puntuale (it has {'.'.join(min(unknown))})."
            " Use that version. Nothing was written."
        )
    missing = [
        (app, name) for app, name in first.items() if app in begun and (app, name) not in done
    ]
    if missing:
        raise Refused(
            f"{whose} belongs to a version of Puntuale that is too old for this one (it lacks"
            f" {'.'.join(min(missing))}). Bring it up to date with a version in between first,"
            " as CHANGELOG.md says. Nothing was written."
        )


def last_of_each_app(migrations: Iterable[Migration]) -> Migrations:
    """Those of `migrations` on which no other of the same app among them builds."""
    graph = MigrationLoader(None).graph
    within = set(migrations) & set(graph.nodes)
    return sorted(
        node
        for node in within
        if not any(
            child in within and child[0] == node[0] for child in graph.node_map[node].children
        )
    )


def tables_after(migrations: Iterable[Migration]) -> dict[str, type[models.Model]]:
    """A model for each table that is kept, as it stands after `migrations`, by its name."""
    loader = MigrationLoader(None)
    state = loader.project_state(last_of_each_app(migrations))
    found = state.apps.get_models(include_auto_created=True)
    kept = (model for model in found if model._meta.managed and not model._meta.proxy)
    tables = {model._meta.db_table: model for model in kept}
    return {name: tables[name] for name in sorted(tables) if name not in DERIVED}


def _known() -> set[Migration]:
    return set(MigrationLoader(None).disk_migrations)


@cache
def _first_of_each_app() -> dict[str, str]:
    # The last to be put in is the first of its app.
    return dict(sorted(_known(), reverse=True))
