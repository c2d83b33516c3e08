"""Who changed what is never rewritten."""

from django.db import migrations

from puntuale.apps.database import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = append_only("accounts_logentry")
