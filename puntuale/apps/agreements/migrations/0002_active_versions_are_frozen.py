"""An active version's document never changes."""

from django.db import migrations

from puntuale.apps.database import frozen_once


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = frozen_once(
        "agreements_agreementversion",
        "OLD.state <> 'draft'",
        ["document", "resolved", "sha256", "number", "valid_from"],
    )
