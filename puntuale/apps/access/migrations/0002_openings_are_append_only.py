"""That somebody looked is never rewritten, nor is it removed that somebody said why."""

from django.db import migrations

from puntuale.apps.database import append_only, kept

WHO_AND_WHEN = "NEW.ticket_id <> OLD.ticket_id OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [*append_only("access_opening"), *kept("access_statedreason", WHO_AND_WHEN)]
