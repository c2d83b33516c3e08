"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from puntuale.apps.database import append_only, frozen_once
from puntuale.apps.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0011_partners_people'),
        ('catalogue', '0004_releases_with_proof'),
        ('customers', '0006_people_are_erased'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                    ('is_standard', models.BooleanField(default=False, verbose_name='serves everybody else')),
                    ('is_published', models.BooleanField(default=False, verbose_name='has a public page')),
                ],
                options={
                    'ordering': ['code'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_standard', True)), fields=('is_standard',), name='agreement_one_standard')],
                },
            ),
            migrations.CreateModel(
                name='Coverage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('deployment', models.CharField(blank=True, choices=[('cloud', 'cloud'), ('subscription', 'subscription'), ('premises', 'on premises')], max_length=12, verbose_name='deployment')),
                    ('reference', models.CharField(blank=True, max_length=60, verbose_name='contract number')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='to, included')),
                    ('suspended_at', models.DateTimeField(blank=True, null=True, verbose_name='suspended since')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverages', to='agreements.agreement')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverages', to='customers.organisation')),
                    ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('products', models.ManyToManyField(blank=True, to='catalogue.product', verbose_name='products (none: all)')),
                ],
                options={
                    'ordering': ['organisation', 'agreement', 'starts_on'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='coverage_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='FormerSeller',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('until', models.DateTimeField()),
                    ('coverage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_sellers', to='agreements.coverage')),
                    ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                ],
                options={
                    'ordering': ['coverage', 'until', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PartnerTerms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('values', models.JSONField(default=list)),
                    ('made_at', models.DateTimeField()),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                ],
                options={
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['partner', 'agreement', '-id'], name='partner_terms_last')],
                },
            ),
            migrations.CreateModel(
                name='AgreementVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='version')),
                    ('document', models.TextField(verbose_name='document')),
                    ('resolved', models.TextField(blank=True, editable=False)),
                    ('holidays', models.JSONField(default=dict, editable=False)),
                    ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                    ('titles', models.JSONField(default=dict, editable=False)),
                    ('precedence', models.IntegerField(default=0, editable=False)),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('active', 'in force'), ('superseded', 'superseded'), ('ended', 'ended')], default='draft', max_length=10)),
                    ('valid_from', models.DateTimeField(blank=True, null=True, verbose_name='in force from')),
                    ('activated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='agreements.agreement')),
                ],
                options={
                    'ordering': ['agreement', '-number'],
                    'constraints': [models.UniqueConstraint(fields=('agreement', 'number'), name='agreement_version_once'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('valid_from__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='agreement_version_in_force_is_whole')],
                },
            ),
            migrations.CreateModel(
                name='Closure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                    ('first_date', models.DateField(verbose_name='first day')),
                    ('last_date', models.DateField(verbose_name='last day')),
                    ('announced_at', models.DateTimeField(verbose_name='announced')),
                    ('availability', models.JSONField(blank=True, default=list, verbose_name='open in between')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                    ('announced_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('withdrawn_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['first_date'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('last_date__gte', models.F('first_date'))), name='closure_ends_after_start'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('announced_at')), _connector='OR'), name='closure_is_withdrawn_after_it_was_announced')],
                },
            ),
        ),
        *frozen_once(
        "agreements_agreementversion",
        "OLD.state <> 'draft'",
        ["document", "resolved", "sha256", "number", "valid_from"],
    ),
        *append_only("agreements_partnerterms"),
        *append_only("agreements_formerseller"),
    ]
