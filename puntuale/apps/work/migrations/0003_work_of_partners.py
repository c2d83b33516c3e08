"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from puntuale.apps.database import kept, refused
from puntuale.apps.tables import CreateTables

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

    initial = True

    dependencies = [
        ('accounts', '0011_partners_people'),
        ('customers', '0006_people_are_erased'),
        ('tickets', '0020_files_are_wiped'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='RemoteTool',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('teamviewer', 'TeamViewer'), ('ssh', 'SSH'), ('rdp', 'RDP'), ('rustdesk', 'RustDesk'), ('jitsi', 'Jitsi'), ('other', 'other')], max_length=12, verbose_name='kind')),
                    ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                    ('link', models.CharField(max_length=300, verbose_name='link')),
                    ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired')),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='RemoteSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('link', models.CharField(max_length=400)),
                    ('offered_at', models.DateTimeField()),
                    ('consented_at', models.DateTimeField(null=True)),
                    ('consent_told', models.CharField(blank=True, max_length=200)),
                    ('started_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('consented_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='tickets.ticket')),
                    ('tool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='work.remotetool')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('started_at', None), ('consented_at__isnull', False), _connector='OR'), name='work_session_begins_with_consent'), models.CheckConstraint(condition=models.Q(('consented_at', None), ('consented_by__isnull', False), _connector='OR'), name='work_session_consent_is_somebodys'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('started_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='work_session_ends_after_it_began')],
                },
            ),
            migrations.CreateModel(
                name='TimeEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField()),
                    ('kind', models.CharField(choices=[('work', 'work'), ('call', 'call'), ('session', 'remote session')], default='work', max_length=8)),
                    ('free_because', models.CharField(blank=True, max_length=200)),
                    ('confirmed_because', models.CharField(blank=True, max_length=200)),
                    ('entered_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('withdrawn_because', models.CharField(blank=True, max_length=200)),
                    ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='work.timeentry')),
                    ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='work.remotesession')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='tickets.ticket')),
                    ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['started_at', 'pk'],
                    'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['worker', 'started_at'], name='work_entry_of_worker')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ended_at__gt', models.F('started_at'))), name='work_entry_forward'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_because', ''), _negated=True), _connector='OR'), name='work_entry_withdrawn_for_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='Timing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('work', 'work'), ('call', 'call'), ('session', 'remote session')], default='work', max_length=8)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('free_because', models.CharField(blank=True, max_length=200)),
                    ('session', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='work.remotesession')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='timings', to='tickets.ticket')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='timings', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['started_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('worker',), name='work_timer_one_of_a_person'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='work_timing_forward')],
                },
            ),
        ),
        # Withdrawn once; nothing else of an entry ever changes.
        *kept("work_timeentry", f"OLD.withdrawn_at IS NOT NULL OR {CHANGED}"),
        *refused("work_timeentry", AT_ONCE, "one person cannot do two things at once"),
    ]
