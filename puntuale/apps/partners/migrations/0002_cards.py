"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.db import migrations, models

from puntuale.apps.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0004_releases_with_proof'),
        ('customers', '0006_people_are_erased'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='PartnerCard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_listed', models.BooleanField(default=False, verbose_name='on the public list of partners')),
                    ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('website', models.URLField(blank=True, verbose_name='website')),
                    ('about_en', models.TextField(blank=True, max_length=600, verbose_name='about you, in English')),
                    ('about_it', models.TextField(blank=True, max_length=600, verbose_name='about you, in Italian')),
                    ('partner', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='card', to='customers.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='PartnerLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='to, included')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended early')),
                    ('is_in_force', models.BooleanField(default=False, editable=False)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looked_after_by', to='customers.organisation', verbose_name='customer')),
                    ('partner', models.ForeignKey(limit_choices_to={'is_partner': True}, on_delete=django.db.models.deletion.PROTECT, related_name='looks_after', to='customers.organisation', verbose_name='partner')),
                    ('products', models.ManyToManyField(blank=True, related_name='+', to='catalogue.product', verbose_name='products (none: all)')),
                ],
                options={
                    'ordering': ['organisation', 'starts_on'],
                    'indexes': [models.Index(condition=models.Q(('is_in_force', True)), fields=['organisation'], name='partner_link_in_force')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='partner_looks_after_until_later'), models.CheckConstraint(condition=models.Q(('partner', models.F('organisation')), _negated=True), name='partner_looks_after_another'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('is_in_force', False), _connector='OR'), name='partner_link_ended_is_not_in_force')],
                },
            ),
        ),
    ]
