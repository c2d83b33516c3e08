"""Who looks after whom: the links there were, and a link for every coverage that named a partner."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def take_along(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """Whether each is in force today the worker finds out within minutes: nobody sees by it before."""
    link = apps.get_model("partners", "PartnerLink")
    organisation = apps.get_model("customers", "Organisation")
    for old in apps.get_model("customers", "PartnerLink").objects.all():
        link.objects.create(
            partner_id=old.partner_id,
            organisation_id=old.organisation_id,
            starts_on=old.starts_on,
            ends_on=old.ends_on,
        )
    coverages = apps.get_model("agreements", "Coverage").objects.exclude(partner=None)
    for row in coverages.exclude(partner=models.F("organisation")).order_by("starts_on"):
        organisation.objects.filter(pk=row.partner_id).update(is_partner=True)
        known = link.objects.filter(organisation_id=row.organisation_id)
        if not known.exists():
            link.objects.create(
                partner_id=row.partner_id,
                organisation_id=row.organisation_id,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
            )


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("agreements", "0004_agreements_are_published"),
        ("catalogue", "0003_prices_releases_seats_and_keys"),
        ("customers", "0004_consents_are_append_only"),
    ]

    operations = [
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
        migrations.RunPython(take_along, migrations.RunPython.noop),
    ]
