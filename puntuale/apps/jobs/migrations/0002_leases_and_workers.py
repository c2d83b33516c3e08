"""All tables up to here in one step: what the files before this one made is folded into it."""

from django.db import migrations, models

from puntuale.apps.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='TimetableEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, unique=True)),
                    ('next_at', models.DateTimeField()),
                    ('done_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Worker',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(unique=True)),
                    ('host', models.CharField(max_length=120)),
                    ('process', models.PositiveIntegerField()),
                    ('version', models.CharField(max_length=40)),
                    ('started_at', models.DateTimeField()),
                    ('seen_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60)),
                    ('payload', models.JSONField(default=dict)),
                    ('lane', models.CharField(blank=True, max_length=80)),
                    ('key', models.CharField(max_length=120, null=True, unique=True)),
                    ('enqueued_at', models.DateTimeField()),
                    ('run_at', models.DateTimeField()),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('lease', models.UUIDField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('abandoned', models.PositiveSmallIntegerField(default=0)),
                    ('last_error', models.TextField(blank=True)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('gave_up_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('done_at', None), ('gave_up_at', None), ('lease', None)), fields=['run_at', 'id'], name='job_to_run'), models.Index(condition=models.Q(('done_at', None), ('gave_up_at', None)), fields=['lane', 'id'], name='job_in_lane'), models.Index(condition=models.Q(('lease__isnull', False)), fields=['leased_until'], name='job_leased'), models.Index(condition=models.Q(('gave_up_at__isnull', False)), fields=['gave_up_at'], name='job_given_up')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease', None), ('leased_until', None)), models.Q(('lease__isnull', False), ('leased_until__isnull', False)), _connector='OR'), name='job_lease_is_whole'), models.CheckConstraint(condition=models.Q(('done_at', None), ('gave_up_at', None), _connector='OR'), name='job_ends_once'), models.UniqueConstraint(condition=models.Q(('lease__isnull', False), models.Q(('lane', ''), _negated=True)), fields=('lane',), name='job_one_of_a_lane_at_a_time')],
                },
            ),
        ),
    ]
