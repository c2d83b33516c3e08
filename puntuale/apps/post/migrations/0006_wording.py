"""Mails may be worded by an administrator."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("post", "0005_access_without_passwords")]
    operations = [
        migrations.CreateModel(
            "Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=2)),
                ("subject", models.CharField(max_length=250)),
                ("body", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "language"), name="wording_once"),
                    models.CheckConstraint(
                        condition=~Q(subject="") & ~Q(body=""), name="wording_is_not_empty"
                    ),
                ],
            },
        ),
    ]
