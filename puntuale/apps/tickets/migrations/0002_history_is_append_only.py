"""History is the truth: the database refuses to rewrite it."""

from django.db import migrations

from puntuale.apps.database import append_only


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = append_only("tickets_ticketevent")
