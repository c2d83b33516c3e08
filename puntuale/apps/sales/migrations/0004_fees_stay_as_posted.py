"""The database refuses to rewrite a fee that was posted."""

from django.db import migrations

from puntuale.apps.database import append_only


class Migration(migrations.Migration):
    dependencies = [("sales", "0003_fees_and_what_was_told")]
    operations = append_only("sales_postedfee")
