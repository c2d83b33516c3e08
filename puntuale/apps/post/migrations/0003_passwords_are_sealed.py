"""Passwords of mailboxes are sealed at rest, also those that stood in an address."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from puntuale.apps.post.sealing import parted, seal, unseal


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    for mailbox in apps.get_model("post", "Mailbox").objects.all():
        mailbox.imap_url, inside = parted(mailbox.imap_url)
        mailbox.sealed_password = seal(mailbox.sealed_password or inside)
        mailbox.save(update_fields=["imap_url", "sealed_password"])


def unseal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    for mailbox in apps.get_model("post", "Mailbox").objects.all():
        mailbox.sealed_password = unseal(mailbox.sealed_password)
        mailbox.save(update_fields=["sealed_password"])


class Migration(migrations.Migration):
    dependencies = [("post", "0002_outgoing_outcomes_and_budget")]
    operations = [
        migrations.RenameField("mailbox", "imap_password", "sealed_password"),
        migrations.AlterField(
            "mailbox", "sealed_password", models.TextField(blank=True, editable=False)
        ),
        migrations.RunPython(seal_all, unseal_all),
    ]
