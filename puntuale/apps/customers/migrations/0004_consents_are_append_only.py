"""What people agreed to is never rewritten."""

from django.db import migrations

from puntuale.apps.database import append_only


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_consents_and_who_joins")]
    operations = append_only("customers_consent")
