"""A coverage remembers who sold it before."""

import django.db.models.deletion
from django.db import migrations, models

from puntuale.apps.database import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0005_partner_terms'),
        ('customers', '0005_links_are_elsewhere'),
    ]

    operations = [
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
        *append_only("agreements_formerseller"),
    ]
