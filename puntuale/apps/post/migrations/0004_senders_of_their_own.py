"""A mailbox may have a mail server of its own, and it is known who was told that it stopped."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0003_passwords_are_sealed")]
    operations = [
        migrations.AddField(
            "mailbox",
            "smtp_url",
            models.CharField("SMTP server", blank=True, max_length=300),
        ),
        migrations.AddField(
            "mailbox", "sealed_smtp_password", models.TextField(blank=True, editable=False)
        ),
        migrations.AddField(
            "mailbox", "told_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddField(
            "outgoingmail",
            "mailbox",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, to="post.mailbox"
            ),
        ),
    ]
