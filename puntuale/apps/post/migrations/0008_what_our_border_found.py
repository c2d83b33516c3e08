"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.db import migrations, models

from puntuale.apps.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='AutomaticMailBudget',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('way', models.CharField(max_length=400, unique=True)),
                    ('since', models.DateTimeField()),
                    ('spent', models.PositiveIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name='Mailbox',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.EmailField(max_length=254, unique=True, verbose_name='address')),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                    ('language', models.CharField(default='en', max_length=2, verbose_name='language')),
                    ('is_default', models.BooleanField(default=False, verbose_name='answers are sent from here')),
                    ('imap_url', models.CharField(blank=True, max_length=300, verbose_name='IMAP server')),
                    ('sealed_password', models.TextField(blank=True, editable=False)),
                    ('smtp_url', models.CharField(blank=True, max_length=300, verbose_name='SMTP server')),
                    ('sealed_smtp_password', models.TextField(blank=True, editable=False)),
                    ('uid_validity', models.BigIntegerField(editable=False, null=True)),
                    ('last_uid', models.BigIntegerField(default=0, editable=False)),
                    ('leased_until', models.DateTimeField(editable=False, null=True)),
                    ('fetched_at', models.DateTimeField(editable=False, null=True)),
                    ('last_error', models.TextField(blank=True, editable=False)),
                    ('stopped_since', models.DateTimeField(editable=False, null=True)),
                    ('watched_until', models.DateTimeField(editable=False, null=True)),
                    ('told_at', models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='mailbox_one_default')],
                },
            ),
            migrations.CreateModel(
                name='Grant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('provider', models.CharField(max_length=20)),
                    ('tenant', models.CharField(blank=True, max_length=80)),
                    ('client_id', models.CharField(max_length=200)),
                    ('sealed_client_secret', models.TextField(blank=True)),
                    ('sealed_refresh_token', models.TextField()),
                    ('sealed_access_token', models.TextField(blank=True)),
                    ('access_ends_at', models.DateTimeField(null=True)),
                    ('granted_at', models.DateTimeField()),
                    ('mailbox', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='grant', to='post.mailbox')),
                ],
            ),
            migrations.CreateModel(
                name='Wording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('language', models.CharField(max_length=2)),
                    ('subject', models.CharField(max_length=250)),
                    ('body', models.TextField()),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('kind', 'language'), name='wording_once'), models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='wording_is_not_empty')],
                },
            ),
            migrations.CreateModel(
                name='InboundMail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('raw', models.BinaryField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('envelope_from', models.CharField(blank=True, max_length=320)),
                    ('envelope_to', models.JSONField(default=list)),
                    ('door', models.CharField(max_length=20)),
                    ('received_at', models.DateTimeField()),
                    ('message_id', models.CharField(blank=True, max_length=500)),
                    ('state', models.CharField(choices=[('received', 'to be read'), ('read', 'read'), ('held', 'held for an agent'), ('quarantined', 'could not be read'), ('set_aside', 'automatic, no request')], default='received', max_length=12)),
                    ('reason', models.TextField(blank=True)),
                    ('read_at', models.DateTimeField(null=True)),
                    ('from_address', models.CharField(blank=True, max_length=320)),
                    ('subject', models.CharField(blank=True, max_length=300)),
                    ('ticket_id', models.BigIntegerField(null=True)),
                    ('is_genuine', models.BooleanField(null=True)),
                    ('mailbox', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='post.mailbox')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'received')), fields=['id'], name='inbound_mail_to_read'), models.Index(fields=['message_id'], name='inbound_mail_by_message_id'), models.Index(fields=['state', '-id'], name='inbound_mail_by_state')],
                    'constraints': [models.UniqueConstraint(fields=('sha256', 'message_id'), name='inbound_mail_once')],
                },
            ),
            migrations.CreateModel(
                name='OutgoingMail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('message_id', models.CharField(max_length=250, unique=True)),
                    ('effect', models.CharField(max_length=60, null=True, unique=True)),
                    ('is_automatic', models.BooleanField(default=False)),
                    ('envelope_from', models.CharField(blank=True, max_length=320)),
                    ('sender', models.CharField(max_length=400)),
                    ('reply_to', models.CharField(blank=True, max_length=320)),
                    ('to', models.JSONField(default=list)),
                    ('cc', models.JSONField(default=list)),
                    ('language', models.CharField(default='en', max_length=2)),
                    ('subject', models.CharField(max_length=400)),
                    ('text', models.TextField()),
                    ('html', models.TextField(blank=True)),
                    ('headers', models.JSONField(default=dict)),
                    ('files', models.JSONField(default=list)),
                    ('lane', models.CharField(blank=True, max_length=80)),
                    ('ticket_id', models.BigIntegerField(null=True)),
                    ('created_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('waiting', 'not yet sent'), ('sent', 'sent'), ('refused', 'refused by the server'), ('caught', 'caught by the demo')], default='waiting', max_length=8)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('last_error', models.TextField(blank=True)),
                    ('outcomes', models.JSONField(default=dict)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('bounced_at', models.DateTimeField(null=True)),
                    ('mailbox', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='post.mailbox')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['id'], name='outgoing_mail_waiting'), models.Index(fields=['ticket_id', 'id'], name='outgoing_mail_of_ticket')],
                },
            ),
        ),
    ]
