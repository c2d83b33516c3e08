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
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='Product',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('releases_each_year', models.PositiveSmallIntegerField(default=3, verbose_name='machines a holder may release in a year')),
                    ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='no longer supported since')),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Licence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('serial_number', models.CharField(max_length=60, verbose_name='serial number')),
                    ('serial_key', models.CharField(editable=False, max_length=60, unique=True)),
                    ('seats', models.PositiveIntegerField(default=1, verbose_name='machines')),
                    ('is_node_locked', models.BooleanField(default=True, verbose_name='each machine is activated')),
                    ('versions_released_until', models.DateField(blank=True, null=True, verbose_name='versions released until, as bought')),
                    ('expires_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                    ('features', models.JSONField(blank=True, default=list, verbose_name='features')),
                    ('suspended_at', models.DateTimeField(blank=True, null=True, verbose_name='suspended since')),
                    ('seats_taken', models.PositiveIntegerField(default=0, editable=False)),
                    ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='licences', to='customers.organisation', verbose_name='customer')),
                    ('seller', models.ForeignKey(blank=True, limit_choices_to={'is_partner': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='licences_sold', to='customers.organisation', verbose_name='sold by')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='licences', to='catalogue.product', verbose_name='product')),
                ],
                options={
                    'ordering': ['serial_number'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('seats_taken__lte', models.F('seats'))), name='licence_has_seats_for_all')],
                },
            ),
            migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.CharField(max_length=40, verbose_name='version')),
                    ('released_on', models.DateField(verbose_name='released on')),
                    ('notes', models.TextField(blank=True, verbose_name='what is new')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='catalogue.product', verbose_name='product')),
                ],
                options={
                    'ordering': ['product', '-released_on', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('product', 'version'), name='release_once')],
                },
            ),
            migrations.CreateModel(
                name='SigningKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kid', models.CharField(max_length=16, unique=True)),
                    ('public_key', models.CharField(max_length=64)),
                    ('sealed_private_key', models.TextField()),
                    ('made_at', models.DateTimeField()),
                    ('is_in_use', models.BooleanField(default=True)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_in_use', True)), fields=('is_in_use',), name='signing_key_in_use_is_one')],
                },
            ),
            migrations.CreateModel(
                name='Activation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fingerprint', models.CharField(max_length=64)),
                    ('name', models.CharField(blank=True, max_length=80, verbose_name='name of the machine')),
                    ('method', models.CharField(choices=[('online', 'online'), ('technician', 'by a technician'), ('offline', 'by a file')], max_length=10)),
                    ('state', models.CharField(choices=[('requested', 'asked for'), ('active', 'active'), ('deactivated', 'released'), ('revoked', 'taken back')], max_length=11)),
                    ('requested_at', models.DateTimeField()),
                    ('activated_at', models.DateTimeField(null=True)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ended_because', models.CharField(blank=True, max_length=200)),
                    ('was_proved', models.BooleanField(default=False)),
                    ('by_contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ended_by_contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.contact')),
                    ('ended_by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('licence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activations', to='catalogue.licence')),
                ],
                options={
                    'ordering': ['licence', '-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('requested', 'active'))), fields=('licence', 'fingerprint'), name='activation_of_a_machine_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ('requested', 'active'))), models.Q(('ended_at__isnull', False), ('state__in', ('deactivated', 'revoked'))), _connector='OR'), name='activation_ends_with_its_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'active'), _negated=True), ('activated_at__isnull', False), _connector='OR'), name='activation_active_since')],
                },
            ),
            migrations.CreateModel(
                name='ListPrice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('currency', models.CharField(default='EUR', max_length=3, verbose_name='currency')),
                    ('amount_cents', models.PositiveBigIntegerField(verbose_name='price')),
                    ('valid_from', models.DateField(verbose_name='from')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prices', to='catalogue.product', verbose_name='product')),
                ],
                options={
                    'ordering': ['product', 'currency', '-valid_from'],
                    'constraints': [models.UniqueConstraint(fields=('product', 'currency', 'valid_from'), name='list_price_once_a_day')],
                },
            ),
        ),
    ]
