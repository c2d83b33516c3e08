"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from puntuale.apps.database import append_only, kept
from puntuale.apps.tables import CreateTables

WHO_AND_WHEN = "NEW.ticket_id <> OLD.ticket_id OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at"


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
                name='StatedReason',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=300)),
                    ('at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'indexes': [models.Index(fields=['ticket', 'by', 'ends_at'], name='stated_reason_in_force')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='stated_reason_is_not_empty')],
                },
            ),
            migrations.CreateModel(
                name='Opening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('what', models.CharField(choices=[('file', 'a file'), ('pictures', 'the pictures of a mail'), ('details', 'access details')], max_length=8)),
                    ('why', models.CharField(choices=[('assigned', 'the request is assigned to them'), ('team', 'the request is their team’s'), ('role', 'their role lets them'), ('reason', 'for a reason they stated')], max_length=8)),
                    ('address', models.GenericIPAddressField(null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.attachment')),
                    ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.message')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='tickets.ticket')),
                    ('reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='access.statedreason')),
                ],
                options={
                    'ordering': ['-id'],
                    'indexes': [models.Index(fields=['ticket', '-id'], name='opening_of_ticket')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason__isnull', False), ('why', 'reason')), models.Q(models.Q(('why', 'reason'), _negated=True), ('reason', None)), _connector='OR'), name='opening_has_its_reason')],
                },
            ),
            migrations.CreateModel(
                name='AccessDetails',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sealed', models.TextField(blank=True)),
                    ('given_at', models.DateTimeField()),
                    ('wiped_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_details', to='tickets.ticket')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('wiped_at', None)), fields=('ticket',), name='access_details_once'), models.CheckConstraint(condition=models.Q(models.Q(('sealed', ''), ('wiped_at__isnull', False)), models.Q(models.Q(('sealed', ''), _negated=True), ('wiped_at', None)), _connector='OR'), name='access_details_are_sealed_or_wiped')],
                },
            ),
        ),
        *append_only("access_opening"),
        *kept("access_statedreason", WHO_AND_WHEN),
    ]
