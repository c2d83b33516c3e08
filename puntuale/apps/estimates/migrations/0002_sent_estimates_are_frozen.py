"""What was offered stays as it was, ends once, and its decision is never rewritten."""

from django.db import migrations

from puntuale.apps.database import kept

OFFER = (
    "ticket_id", "revision", "version_id", "intervention", "text", "language", "effort_minutes",
    "bands", "currency", "amount_minor", "package_seconds", "coupons", "because", "expected_on",
    "valid_through", "expires_at", "made_by_id", "made_at", "sent_at",
)
DECISION = (
    "decided_at", "decided_by_contact_id", "decided_by_user_id", "decided_name", "decided_from",
    "order_reference", "reason", "text_shown", "text_shown_sha256",
)
NEXT = {
    "draft": ("sent",),
    "sent": ("accepted", "declined", "expired", "withdrawn"),
    "accepted": ("superseded",),
}


def _changed(columns: tuple[str, ...]) -> str:
    # Two nulls are the same; of what is compared as text both databases say the same.
    return " OR ".join(
        f"COALESCE(CAST(NEW.{column} AS TEXT), '') <> COALESCE(CAST(OLD.{column} AS TEXT), '')"
        for column in columns
    )


ALLOWED = " OR ".join(
    ["NEW.state = OLD.state"]
    + [f"(OLD.state = '{a}' AND NEW.state IN ({', '.join(repr(b) for b in to)}))" for a, to in NEXT.items()]
)


class Migration(migrations.Migration):
    dependencies = [("estimates", "0001_initial")]
    operations = [
        *kept(
            "estimates_estimate",
            f"(OLD.state <> 'draft' AND ({_changed(OFFER)}))"
            f" OR (OLD.state NOT IN ('draft', 'sent') AND ({_changed(DECISION)}))"
            f" OR NOT ({ALLOWED})",
            removable="OLD.state = 'draft'",
        ),
    ]
