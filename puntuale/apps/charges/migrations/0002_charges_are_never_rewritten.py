"""The database refuses to rewrite what was charged."""

from django.db import migrations

from puntuale.apps.database import append_only


class Migration(migrations.Migration):
    dependencies = [("charges", "0001_initial")]
    operations = [
        *append_only("charges_charge"),
        *append_only("charges_chargeline"),
        *append_only("charges_chargedraw"),
    ]
