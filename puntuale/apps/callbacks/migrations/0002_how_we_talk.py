"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from puntuale.apps.tables import CreateTables


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
                name='Callback',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phone', models.CharField(max_length=20, verbose_name='telephone')),
                    ('wanted_from', models.DateTimeField(null=True)),
                    ('wanted_until', models.DateTimeField(null=True)),
                    ('medium', models.CharField(choices=[('voice', 'telephone'), ('chat', 'chat'), ('video', 'video'), ('screen_sharing', 'screen sharing'), ('remote_desktop', 'remote desktop')], default='voice', max_length=14, verbose_name='how we talk')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='what we should know')),
                    ('requested_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('scheduled', 'to be called'), ('attempting', 'being called'), ('reached', 'reached'), ('exhausted', 'not reached'), ('withdrawn', 'not needed any more')], default='scheduled', max_length=10)),
                    ('call_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('by_contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('caller', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='callbacks', to='tickets.ticket')),
                ],
                options={
                    'ordering': ['call_at', 'pk'],
                    'indexes': [models.Index(condition=models.Q(('state__in', ('scheduled', 'attempting'))), fields=['call_at'], name='callback_to_make')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('scheduled', 'attempting'))), fields=('ticket',), name='callback_of_a_ticket_once'), models.CheckConstraint(condition=models.Q(models.Q(('caller__isnull', False), ('state', 'attempting')), models.Q(('state', 'attempting'), _negated=True), _connector='OR'), name='callback_has_a_caller_while_called'), models.CheckConstraint(condition=models.Q(('wanted_until', None), ('wanted_until__gt', models.F('wanted_from')), _connector='OR'), name='callback_wanted_in_order')],
                },
            ),
            migrations.CreateModel(
                name='CallAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('started_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('answered', 'picked up'), ('no_answer', 'no answer'), ('voicemail', 'voicemail'), ('busy', 'busy'), ('wrong_number', 'wrong number')], max_length=12)),
                    ('external_id', models.CharField(max_length=100, null=True, unique=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('callback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='callbacks.callback')),
                ],
                options={
                    'ordering': ['callback', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('callback', 'number'), name='call_attempt_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='call_attempt_ends_with_its_outcome')],
                },
            ),
        ),
    ]
