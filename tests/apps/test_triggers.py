"""What the database was told to refuse it still refuses after all migrations."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from puntuale.apps.database import Refusal

SQLITE = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
POSTGRESQL = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"


@pytest.mark.django_db
def test_no_later_migration_takes_a_refusal_away():
    # SQLite makes a table anew for many changes of a column, and leaves its triggers behind.
    migrations = MigrationLoader(None).disk_migrations.values()
    told = {
        step.name for each in migrations for step in each.operations if isinstance(step, Refusal)
    }
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
        standing = {name for (name,) in cursor.fetchall()}

    assert len(told) > 40
    assert told - standing == set()
