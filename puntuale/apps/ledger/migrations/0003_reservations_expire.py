"""Reservations expire, and the database refuses a transfer between two units."""

from django.db import migrations, models
from django.db.models import Q

from puntuale.apps.database import refused

UNITS_DIFFER = (
    "(SELECT unit FROM ledger_account WHERE id = NEW.debit_id)"
    " <> (SELECT unit FROM ledger_account WHERE id = NEW.credit_id)"
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_transfers_are_never_rewritten")]
    operations = [
        migrations.AddField("transfer", "expires_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "transfer",
            models.Index(
                fields=["expires_at"],
                name="ledger_reservation_expires",
                condition=Q(state="pending", expires_at__isnull=False),
            ),
        ),
        *refused("ledger_transfer", UNITS_DIFFER, "both accounts of a transfer have one unit"),
    ]
