"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from puntuale.apps.database import kept
from puntuale.apps.tables import CreateTables

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

    initial = True

    dependencies = [
        ('accounts', '0011_partners_people'),
        ('agreements', '0006_former_sellers'),
        ('customers', '0006_people_are_erased'),
        ('tickets', '0020_files_are_wiped'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='DecisionLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('revision', models.PositiveSmallIntegerField()),
                    ('made_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.contact')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('token_sha256', ''), _negated=True), name='decision_link_has_its_secret')],
                },
            ),
            migrations.CreateModel(
                name='Estimate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('sent', 'sent'), ('accepted', 'accepted'), ('declined', 'declined'), ('expired', 'expired'), ('withdrawn', 'withdrawn'), ('superseded', 'replaced by a later one')], default='draft', max_length=10)),
                    ('intervention', models.CharField(blank=True, max_length=120, verbose_name='kind of intervention')),
                    ('text', models.TextField(blank=True, verbose_name='what will be done')),
                    ('language', models.CharField(max_length=2)),
                    ('effort_minutes', models.PositiveIntegerField(default=0)),
                    ('bands', models.JSONField(default=dict)),
                    ('currency', models.CharField(blank=True, max_length=3)),
                    ('amount_minor', models.BigIntegerField(default=0)),
                    ('package_seconds', models.BigIntegerField(null=True)),
                    ('coupons', models.PositiveIntegerField(default=0)),
                    ('because', models.JSONField(default=list)),
                    ('expected_on', models.DateField(blank=True, null=True)),
                    ('valid_through', models.DateField(null=True)),
                    ('expires_at', models.DateTimeField(null=True)),
                    ('made_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_name', models.CharField(blank=True, max_length=160)),
                    ('decided_from', models.GenericIPAddressField(null=True)),
                    ('order_reference', models.CharField(blank=True, max_length=80)),
                    ('reason', models.TextField(blank=True)),
                    ('text_shown', models.TextField(blank=True)),
                    ('text_shown_sha256', models.CharField(blank=True, max_length=64)),
                    ('decided_by_contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('decided_by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='estimates', to='tickets.ticket')),
                    ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='agreements.agreementversion')),
                ],
                options={
                    'ordering': ['ticket', 'revision'],
                    'indexes': [models.Index(condition=models.Q(('state', 'sent')), fields=['expires_at'], name='estimate_to_expire')],
                    'constraints': [models.UniqueConstraint(fields=('ticket', 'revision'), name='estimate_revision_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('ticket',), name='estimate_one_draft'), models.UniqueConstraint(condition=models.Q(('state', 'sent')), fields=('ticket',), name='estimate_one_sent'), models.UniqueConstraint(condition=models.Q(('state', 'accepted')), fields=('ticket',), name='estimate_one_accepted'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('amount_minor__gte', 0), ('effort_minutes__gt', 0), ('expires_at__gt', models.F('sent_at')), ('sent_at__isnull', False)), _connector='OR'), name='estimate_sent_is_complete'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state__in', ['draft', 'sent'])), models.Q(models.Q(('state__in', ['draft', 'sent']), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='estimate_decided_at_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'superseded']), _negated=True), ('decided_by_contact__isnull', False), _connector='OR'), name='estimate_accepted_by_somebody')],
                },
            ),
        ),
        *kept(
            "estimates_estimate",
            f"(OLD.state <> 'draft' AND ({_changed(OFFER)}))"
            f" OR (OLD.state NOT IN ('draft', 'sent') AND ({_changed(DECISION)}))"
            f" OR NOT ({ALLOWED})",
            removable="OLD.state = 'draft'",
        ),
    ]
