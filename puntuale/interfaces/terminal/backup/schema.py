"""The tables of a database as its own migrations made them, which may be older than this version."""

from collections.abc import Iterable

from django.db import connections, models
from django.db.migrations.loader import MigrationLoader

Migrations = list[tuple[str, str]]

# Made from other tables, in a form of each database's own: made again after a restore.
DERIVED = frozenset({"tickets_ticketwords"})


def applied_migrations(alias: str) -> Migrations:
    """The changes that the database has been through."""
    return sorted(MigrationLoader(connections[alias]).applied_migrations)


def unknown_migrations(migrations: Iterable[tuple[str, str]]) -> Migrations:
    """Those of `migrations` that this version of Puntuale does not know: a newer one made them."""
    known = MigrationLoader(None).disk_migrations
    return sorted(set(migrations) - set(known))


def last_of_each_app(migrations: Iterable[tuple[str, str]]) -> Migrations:
    """Those of `migrations` on which no other of the same app among them builds."""
    graph = MigrationLoader(None).graph
    within = set(migrations)
    return sorted(
        node
        for node in within
        if not any(
            child in within and child[0] == node[0] for child in graph.node_map[node].children
        )
    )


def tables_after(migrations: Iterable[tuple[str, str]]) -> dict[str, type[models.Model]]:
    """A model for each table that is kept, as it stands after `migrations`, by its name."""
    loader = MigrationLoader(None)
    state = loader.project_state(last_of_each_app(migrations))
    found = state.apps.get_models(include_auto_created=True)
    kept = (model for model in found if model._meta.managed and not model._meta.proxy)
    tables = {model._meta.db_table: model for model in kept}
    return {name: tables[name] for name in sorted(tables) if name not in DERIVED}
