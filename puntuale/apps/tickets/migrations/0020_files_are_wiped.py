"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
import puntuale.apps.tickets.models.words
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from puntuale.apps.database import append_only
from puntuale.apps.tables import CreateTables

# The words by which requests are found: an FTS5 table on SQLite, a GIN index on PostgreSQL.
SQLITE = (
    "CREATE VIRTUAL TABLE tickets_ticketwords USING fts5"
    "(words, detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')",
)
POSTGRESQL = (
    "CREATE TABLE tickets_ticketwords ("
    " rowid bigint PRIMARY KEY REFERENCES tickets_ticket (id) DEFERRABLE INITIALLY DEFERRED,"
    " words tsvector NOT NULL)",
    "CREATE INDEX ticket_words ON tickets_ticketwords USING gin (words)",
)


def make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    steps = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
    for step in steps:
        editor.execute(step)


def remove(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE tickets_ticketwords")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0011_partners_people'),
        ('agreements', '0006_former_sellers'),
        ('catalogue', '0004_releases_with_proof'),
        ('customers', '0006_people_are_erased'),
        ('post', '0008_what_our_border_found'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='Counter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=20, unique=True)),
                    ('value', models.PositiveBigIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name='SavedReply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, unique=True, verbose_name='title')),
                    ('text_en', models.TextField(blank=True, verbose_name='English')),
                    ('text_it', models.TextField(blank=True, verbose_name='Italian')),
                    ('waits_for_customer', models.BooleanField(default=False, verbose_name='asks something: the clock waits')),
                ],
                options={
                    'ordering': ['title'],
                },
            ),
            migrations.CreateModel(
                name='Tag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=40, unique=True, verbose_name='name')),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Ticket',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveBigIntegerField(unique=True, verbose_name='number')),
                    ('subject', models.CharField(max_length=300, verbose_name='subject')),
                    ('channel', models.CharField(choices=[('email', 'by mail'), ('form', 'by the public form'), ('portal', 'by the portal'), ('phone', 'by telephone'), ('callback', 'by the call-back form')], max_length=10, verbose_name='channel')),
                    ('language', models.CharField(default='en', max_length=2, verbose_name='language')),
                    ('submitted_at', models.DateTimeField(verbose_name='submitted')),
                    ('type', models.CharField(blank=True, max_length=60, verbose_name='type')),
                    ('severity', models.CharField(blank=True, max_length=60, verbose_name='severity')),
                    ('level', models.CharField(blank=True, max_length=60, verbose_name='level')),
                    ('classified_at', models.DateTimeField(editable=False, null=True)),
                    ('serial_number', models.CharField(blank=True, max_length=60, verbose_name='serial number')),
                    ('entitlement', models.JSONField(default=dict, editable=False)),
                    ('raised_at', models.DateTimeField(editable=False, null=True)),
                    ('is_restricted', models.BooleanField(default=False, verbose_name='restricted')),
                    ('is_prospect', models.BooleanField(default=False, editable=False, verbose_name='enquiry')),
                    ('past_partner_at', models.DateTimeField(editable=False, null=True)),
                    ('idempotency_key', models.UUIDField(editable=False, null=True, unique=True)),
                    ('state', models.CharField(choices=[('new', 'new'), ('in_progress', 'in progress'), ('estimating', 'an estimate is being made'), ('estimate_sent', 'waiting for a decision on the estimate'), ('waiting_customer', 'waiting for the customer'), ('waiting_access', 'waiting for access'), ('waiting_third_party', 'waiting for a third party'), ('resolved', 'resolved'), ('closed', 'closed'), ('rejected', 'not accepted'), ('declined', 'declined by the customer'), ('merged', 'merged')], default='new', max_length=20)),
                    ('taken_at', models.DateTimeField(editable=False, null=True)),
                    ('waiting_since', models.DateTimeField(editable=False, null=True)),
                    ('resolved_at', models.DateTimeField(editable=False, null=True)),
                    ('closed_at', models.DateTimeField(editable=False, null=True)),
                    ('last_activity_at', models.DateTimeField(editable=False)),
                    ('last_customer_activity_at', models.DateTimeField(editable=False, null=True)),
                    ('owner_side', models.CharField(choices=[('vendor', 'the vendor'), ('partner', 'the partner')], default='vendor', editable=False, max_length=7)),
                    ('next_due_at', models.DateTimeField(editable=False, null=True)),
                    ('next_metric', models.CharField(blank=True, editable=False, max_length=12)),
                    ('next_binding', models.BooleanField(default=True, editable=False)),
                    ('next_state', models.CharField(blank=True, editable=False, max_length=10)),
                    ('near_at', models.DateTimeField(editable=False, null=True)),
                    ('clock_wakes_at', models.DateTimeField(editable=False, null=True)),
                    ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='customers.contact')),
                    ('coverage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='agreements.coverage')),
                    ('handed_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='customers.organisation')),
                    ('licence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='catalogue.licence')),
                    ('linked_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='linked_from', to='tickets.ticket')),
                    ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='tickets.ticket')),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='customers.organisation')),
                    ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='catalogue.product')),
                    ('tags', models.ManyToManyField(blank=True, to='tickets.tag')),
                    ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='accounts.team')),
                    ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='agreements.agreementversion')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['next_due_at', 'id'], name='ticket_queue'), models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['assignee', 'next_due_at', 'id'], name='ticket_queue_of_assignee'), models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['team', 'next_due_at', 'id'], name='ticket_queue_of_team'), models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['organisation', 'next_due_at', 'id'], name='ticket_queue_of_organisation'), models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['next_state', 'next_due_at', 'id'], name='ticket_queue_by_clock'), models.Index(condition=models.Q(('closed_at', None)), fields=['state', 'next_due_at', 'id'], name='ticket_queue_by_state'), models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['state', '-id', 'is_restricted', 'closed_at'], name='ticket_ended'), models.Index(condition=models.Q(('closed_at', None)), fields=['last_activity_at'], name='ticket_changed'), models.Index(condition=models.Q(('clock_wakes_at__isnull', False)), fields=['clock_wakes_at'], name='ticket_clock_to_wake'), models.Index(fields=['organisation', '-id'], name='ticket_of_organisation'), models.Index(fields=['contact', '-id'], name='ticket_of_contact'), models.Index(condition=models.Q(('is_prospect', True)), fields=['-id'], name='ticket_of_prospect'), models.Index(condition=models.Q(('closed_at', None), ('waiting_since__isnull', False)), fields=['state', 'waiting_since'], name='ticket_in_silence')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('submitted_at')), _connector='OR'), name='ticket_closes_after_submission'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='ticket_is_not_merged_into_itself')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('customer', 'from the customer'), ('agent', 'from the desk'), ('note', 'note')], max_length=8)),
                    ('written_at', models.DateTimeField()),
                    ('language', models.CharField(blank=True, max_length=2)),
                    ('text', models.TextField()),
                    ('cut_text', models.TextField(blank=True)),
                    ('html', models.TextField(blank=True)),
                    ('cc', models.JSONField(default=list)),
                    ('idempotency_key', models.UUIDField(editable=False, null=True, unique=True)),
                    ('by_contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('inbound', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='post.inboundmail')),
                    ('outgoing', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='post.outgoingmail')),
                    ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='tickets.ticket')),
                ],
                options={
                    'ordering': ['written_at', 'id'],
                    'indexes': [models.Index(fields=['ticket', 'written_at'], name='message_of_ticket')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by_contact__isnull', False), ('kind', 'customer')), models.Q(models.Q(('kind', 'customer'), _negated=True), ('by_user__isnull', False)), _connector='OR'), name='message_kind_has_its_author'), models.CheckConstraint(condition=models.Q(('partner', None), ('kind', 'note'), _connector='OR'), name='message_of_one_side_is_a_note')],
                },
            ),
            migrations.CreateModel(
                name='Replay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_date', models.DateField()),
                    ('last_date', models.DateField()),
                    ('document', models.TextField(blank=True)),
                    ('asked_at', models.DateTimeField()),
                    ('total', models.PositiveIntegerField(null=True)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('after', models.BigIntegerField(default=0)),
                    ('result', models.JSONField(default=dict)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replays', to='agreements.agreement')),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.organisation')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replays', to='agreements.agreementversion')),
                ],
                options={
                    'ordering': ['-id'],
                },
            ),
            migrations.CreateModel(
                name='ReplayDifference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('metric', models.CharField(max_length=12)),
                    ('before_state', models.CharField(blank=True, max_length=10)),
                    ('before_due_at', models.DateTimeField(null=True)),
                    ('after_state', models.CharField(blank=True, max_length=10)),
                    ('after_due_at', models.DateTimeField(null=True)),
                    ('met_at', models.DateTimeField(null=True)),
                    ('replay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='differences', to='tickets.replay')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='ReadMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('read_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='tickets.ticket')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('ticket', 'user'), name='read_mark_once')],
                },
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seen_at', models.DateTimeField()),
                    ('wrote_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('ticket', 'user'), name='presence_once')],
                },
            ),
            migrations.CreateModel(
                name='Participant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('joined_at', models.DateTimeField()),
                    ('sees_history', models.BooleanField(default=False)),
                    ('left_at', models.DateTimeField(null=True)),
                    ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='tickets.ticket')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('ticket', 'contact'), name='participant_once')],
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('assigned', 'assigned to you'), ('customer_wrote', 'the customer wrote'), ('promise_near', 'a promise is near'), ('promise_late', 'a promise is late'), ('coverage_ends', 'a coverage ends'), ('prepaid_low', 'a package runs low'), ('payment', 'a payment waits for a decision'), ('estimate_decided', 'the customer decided on the estimate'), ('estimate_ended', 'the estimate has ended without a decision'), ('estimate_renewal', 'the customer asks to renew the estimate'), ('estimate_used', 'the accepted effort is being used up'), ('mail_refused', 'a mail did not arrive'), ('mail_loop', 'a machine answers our mails'), ('mailbox_stopped', 'a mailbox cannot be fetched'), ('mailbox_works', 'a mailbox is fetched again')], max_length=16)),
                    ('at', models.DateTimeField()),
                    ('about', models.CharField(blank=True, max_length=60)),
                    ('read_at', models.DateTimeField(null=True)),
                    ('coverage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agreements.coverage')),
                    ('mailbox', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='post.mailbox')),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.organisation')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('read_at', None)), fields=['user', '-id'], name='notice_unread')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'ticket', 'kind', 'about'), name='notice_once'), models.UniqueConstraint(condition=models.Q(('coverage__isnull', False)), fields=('user', 'coverage', 'kind', 'about'), name='notice_of_coverage_once'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('user', 'organisation', 'kind', 'about'), name='notice_of_organisation_once'), models.UniqueConstraint(condition=models.Q(('mailbox__isnull', False)), fields=('user', 'mailbox', 'kind', 'about'), name='notice_of_mailbox_once'), models.CheckConstraint(condition=models.Q(models.Q(('coverage', None), ('mailbox', None), ('organisation', None), ('ticket__isnull', False)), models.Q(('coverage__isnull', False), ('mailbox', None), ('organisation', None), ('ticket', None)), models.Q(('coverage', None), ('mailbox', None), ('organisation__isnull', False), ('ticket', None)), models.Q(('coverage', None), ('mailbox__isnull', False), ('organisation', None), ('ticket', None)), _connector='OR'), name='notice_is_about_one_thing')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=8)),
                    ('text', models.TextField()),
                    ('saved_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('ticket', 'user', 'kind'), name='draft_once')],
                },
            ),
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(unique=True)),
                    ('name', models.CharField(max_length=255)),
                    ('content_type', models.CharField(max_length=120)),
                    ('size', models.PositiveBigIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('stored_as', models.CharField(max_length=80, unique=True)),
                    ('content_id', models.CharField(blank=True, max_length=250)),
                    ('is_inline', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField()),
                    ('wiped_at', models.DateTimeField(editable=False, null=True)),
                    ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='tickets.message')),
                    ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='tickets.ticket')),
                ],
                options={
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='TicketClock',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('metric', models.CharField(max_length=12)),
                    ('binding', models.BooleanField()),
                    ('state', models.CharField(max_length=10)),
                    ('starts_at', models.DateTimeField(null=True)),
                    ('due_at', models.DateTimeField(null=True)),
                    ('met_at', models.DateTimeField(null=True)),
                    ('breached_at', models.DateTimeField(null=True)),
                    ('held_until', models.DateTimeField(null=True)),
                    ('budget_seconds', models.BigIntegerField(null=True)),
                    ('spent_seconds', models.BigIntegerField(default=0)),
                    ('next_change_at', models.DateTimeField(null=True)),
                    ('read_at', models.DateTimeField()),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='tickets.ticket')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('ticket', 'metric', 'binding'), name='ticket_clock_once')],
                },
            ),
            migrations.CreateModel(
                name='TicketEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('submitted', 'submitted'), ('entitled', 'agreement decided'), ('classified', 'classified'), ('severity_changed', 'severity changed'), ('taken', 'taken charge of'), ('answered', 'answered'), ('customer_wrote', 'the customer wrote'), ('noted', 'note'), ('paused', 'paused'), ('resumed', 'resumed'), ('passed_on', 'passed to another level'), ('promised', 'date promised'), ('released', 'patch released'), ('resolved', 'resolved'), ('closed', 'closed'), ('reopened', 'reopened'), ('rejected', 'not accepted'), ('declined', 'declined'), ('assigned', 'assigned'), ('tagged', 'tags changed'), ('merged', 'merged'), ('unmerged', 'merge undone'), ('participants', 'people changed'), ('moved', 'customer or product changed'), ('language', 'language changed'), ('reminded', 'reminded'), ('bounced', 'mail came back'), ('automatic', 'automatic mail arrived'), ('call_asked', 'call asked for'), ('call_withdrawn', 'call taken back'), ('called', 'called'), ('escalated', 'level of escalation reached'), ('remote', 'remote session'), ('access', 'access details'), ('handed', 'handed to a partner, or back'), ('past_partner', 'the partner was not reached'), ('estimate', 'estimate')], max_length=20)),
                    ('at', models.DateTimeField()),
                    ('data', models.JSONField(default=dict)),
                    ('key', models.CharField(max_length=200, null=True)),
                    ('by_contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='tickets.ticket')),
                ],
                options={
                    'ordering': ['ticket', 'sequence'],
                    'constraints': [models.UniqueConstraint(fields=('ticket', 'sequence'), name='ticket_event_in_sequence'), models.UniqueConstraint(condition=models.Q(('key__isnull', False)), fields=('ticket', 'key'), name='ticket_event_of_a_key_once')],
                },
            ),
            migrations.CreateModel(
                name='TicketReference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='references', to='tickets.ticket')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('token_sha256', ''), _negated=True), name='ticket_reference_not_empty')],
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('filters', models.JSONField(default=dict)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='saved_view_once')],
                },
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, remove)],
            state_operations=[
                migrations.CreateModel(
                    name='TicketWords',
                    fields=[
                        ('ticket', models.OneToOneField(db_column='rowid', on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='indexed', serialize=False, to='tickets.ticket')),
                        ('words', puntuale.apps.tickets.models.words.WordsField()),
                    ],
                ),
            ],
        ),
        *append_only("tickets_ticketevent"),
    ]
