"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.db import migrations, models

from puntuale.apps.database import append_only
from puntuale.apps.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0006_former_sellers'),
        ('customers', '0006_people_are_erased'),
        ('ledger', '0003_reservations_expire'),
        ('tickets', '0020_files_are_wiped'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='Charge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.PositiveIntegerField()),
                    ('version_sha256', models.CharField(max_length=64)),
                    ('rating_sha256', models.CharField(max_length=64)),
                    ('rated_at', models.DateTimeField()),
                    ('worked_on', models.DateField()),
                    ('currency', models.CharField(max_length=3)),
                    ('amount_minor', models.BigIntegerField()),
                    ('refused', models.CharField(blank=True, max_length=60)),
                    ('whole', models.JSONField()),
                    ('coverage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.coverage')),
                    ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='tickets.ticket')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreementversion')),
                ],
                options={
                    'ordering': ['ticket', 'sequence'],
                    'indexes': [models.Index(fields=['organisation', 'worked_on', 'id'], name='charge_of_month')],
                    'constraints': [models.UniqueConstraint(fields=('ticket', 'sequence'), name='charge_in_sequence')],
                },
            ),
            migrations.CreateModel(
                name='ChargeDraw',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('by', models.CharField(choices=[('package', 'Package'), ('allowance', 'Allowance'), ('coupon', 'Coupon')], max_length=10)),
                    ('quantity', models.BigIntegerField()),
                    ('charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='charges.charge')),
                    ('lot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ],
                options={
                    'ordering': ['charge', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity', 0), _negated=True), name='charge_draw_of_something')],
                },
            ),
            migrations.CreateModel(
                name='ChargeLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=12)),
                    ('rate', models.CharField(blank=True, max_length=60)),
                    ('band', models.CharField(blank=True, max_length=60)),
                    ('seconds', models.DecimalField(decimal_places=6, default=0, max_digits=20)),
                    ('amount_minor', models.BigIntegerField()),
                    ('charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='charges.charge')),
                ],
                options={
                    'ordering': ['charge', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='FirstLevelCharge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rated_at', models.DateTimeField()),
                    ('worked_on', models.DateField()),
                    ('currency', models.CharField(max_length=3)),
                    ('amount_minor', models.BigIntegerField()),
                    ('refused', models.CharField(blank=True, max_length=60)),
                    ('whole', models.JSONField()),
                    ('terms', models.JSONField(default=list)),
                    ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_level_charges', to='tickets.ticket')),
                ],
                options={
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['partner', 'worked_on'], name='first_level_of_month')],
                },
            ),
            migrations.CreateModel(
                name='ReplayedCharges',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('after', models.BigIntegerField(default=0)),
                    ('before_costs', models.JSONField(default=dict)),
                    ('after_costs', models.JSONField(default=dict)),
                    ('changes', models.JSONField(default=list)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('replay', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='charges', to='tickets.replay')),
                ],
            ),
        ),
        *append_only("charges_charge"),
        *append_only("charges_chargeline"),
        *append_only("charges_chargedraw"),
        *append_only("charges_firstlevelcharge"),
    ]
