"""The database refuses to rewrite what was ordered, paid, or told by a provider."""

from django.db import migrations

from puntuale.apps.database import append_only, kept

FROZEN = (
    "organisation_id", "version_id", "item", "code", "quantity", "unit", "grants", "list_price",
    "discount", "unit_price", "amount", "currency", "ordered_at",
)  # fmt: skip
CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FROZEN)
LINE = " OR ".join(
    f"NEW.{column} <> OLD.{column}" for column in ("key", "booked_on", "amount", "currency")
)


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_initial")]
    operations = [
        *kept("sales_purchase", CHANGED),
        *append_only("sales_payment"),
        *append_only("sales_providerevent"),
        *kept("sales_bankline", LINE),
    ]
