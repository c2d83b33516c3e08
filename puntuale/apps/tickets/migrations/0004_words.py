"""The words by which requests are found: an FTS5 table on SQLite, a GIN index on PostgreSQL."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import puntuale.apps.tickets.models.words

SQLITE = (
    "CREATE VIRTUAL TABLE tickets_ticketwords USING fts5"
    "(words, detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')",
)
POSTGRESQL = (
    "CREATE TABLE tickets_ticketwords ("
    " rowid bigint PRIMARY KEY REFERENCES tickets_ticket (id) DEFERRABLE INITIALLY DEFERRED,"
    " words tsvector NOT NULL)",
    "CREATE INDEX ticket_words ON tickets_ticketwords USING gin (words)",
)


def make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    steps = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
    for step in steps:
        editor.execute(step)


def remove(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE tickets_ticketwords")


class Migration(migrations.Migration):
    dependencies = [("tickets", "0003_counter")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, remove)],
            state_operations=[
                migrations.CreateModel(
                    name="TicketWords",
                    fields=[
                        (
                            "ticket",
                            models.OneToOneField(
                                db_column="rowid",
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="indexed",
                                serialize=False,
                                to="tickets.ticket",
                            ),
                        ),
                        ("words", puntuale.apps.tickets.models.words.WordsField()),
                    ],
                ),
            ],
        )
    ]
