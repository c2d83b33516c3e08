"""The database refuses to rewrite what was moved, granted, or opened."""

from django.db import migrations

from puntuale.apps.database import append_only, kept

CHANGED = " OR ".join(
    f"NEW.{column} <> OLD.{column}"
    for column in (
        "id", "debit_id", "credit_id", "amount", "code", "reference", "effective_at", "created_at",
    )
)
REOPENED = "COALESCE(NEW.organisation_id, 0) <> COALESCE(OLD.organisation_id, 0)"
REOPENED += " OR COALESCE(NEW.floor, -1) <> COALESCE(OLD.floor, -1)"
REOPENED += " OR NEW.unit <> OLD.unit OR NEW.kind <> OLD.kind"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        # Pending, then posted or void: nothing else of it ever changes, and that once.
        *kept("ledger_transfer", f"OLD.state <> 'pending' OR {CHANGED}"),
        *append_only("ledger_lot"),
        *kept("ledger_account", REOPENED),
    ]
