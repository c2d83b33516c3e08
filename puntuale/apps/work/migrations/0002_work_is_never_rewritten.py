"""The database refuses to rewrite recorded work, and a second thing done at the same time."""

from django.db import migrations

from puntuale.apps.database import kept, refused

CHANGED = " OR ".join(
    f"COALESCE(NEW.{column}, 0) <> COALESCE(OLD.{column}, 0)"
    for column in ("ticket_id", "worker_id", "session_id", "entered_by_id", "replaces_id")
)
CHANGED += " OR " + " OR ".join(
    f"NEW.{column} <> OLD.{column}"
    for column in (
        "started_at", "ended_at", "kind", "free_because", "confirmed_because", "entered_at",
    )
)
AT_ONCE = (
    "NEW.withdrawn_at IS NULL AND EXISTS (SELECT 1 FROM work_timeentry other"
    " WHERE other.worker_id = NEW.worker_id AND other.withdrawn_at IS NULL"
    " AND other.started_at < NEW.ended_at AND NEW.started_at < other.ended_at)"
)


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]
    operations = [
        # Withdrawn once; nothing else of an entry ever changes.
        *kept("work_timeentry", f"OLD.withdrawn_at IS NOT NULL OR {CHANGED}"),
        *refused("work_timeentry", AT_ONCE, "one person cannot do two things at once"),
    ]
