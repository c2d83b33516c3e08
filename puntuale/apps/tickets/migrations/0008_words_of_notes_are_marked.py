"""Words that only notes hold carry a mark from now on: every request is indexed again."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone


def index_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing is found by an unmarked note, so that no customer finds by it meanwhile."""
    if not apps.get_model("tickets", "Ticket").objects.exists():
        return
    editor.execute("DELETE FROM tickets_ticketwords")
    now = timezone.now()
    apps.get_model("jobs", "Job").objects.create(
        kind="search.index", payload={"of": {}}, enqueued_at=now, run_at=now
    )


class Migration(migrations.Migration):
    dependencies = [("tickets", "0007_escalation"), ("jobs", "0002_leases_and_workers")]
    operations = [migrations.RunPython(index_again, migrations.RunPython.noop)]
