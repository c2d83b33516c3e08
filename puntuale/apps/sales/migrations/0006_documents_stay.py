"""The database refuses to rewrite what was put on a document."""

from django.db import migrations

from puntuale.apps.database import append_only


class Migration(migrations.Migration):
    dependencies = [("sales", "0005_documents")]
    operations = [*append_only("sales_billingdocument"), *append_only("sales_billingline")]
