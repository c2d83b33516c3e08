"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models

from puntuale.apps.database import append_only, kept, refused
from puntuale.apps.tables import CreateTables

CHANGED = " OR ".join(
    f"NEW.{column} <> OLD.{column}"
    for column in (
        "id", "debit_id", "credit_id", "amount", "code", "reference", "effective_at", "created_at",
    )
)

REOPENED = "COALESCE(NEW.organisation_id, 0) <> COALESCE(OLD.organisation_id, 0)"
REOPENED += " OR COALESCE(NEW.floor, -1) <> COALESCE(OLD.floor, -1)"
REOPENED += " OR NEW.unit <> OLD.unit OR NEW.kind <> OLD.kind"

UNITS_DIFFER = (
    "(SELECT unit FROM ledger_account WHERE id = NEW.debit_id)"
    " <> (SELECT unit FROM ledger_account WHERE id = NEW.credit_id)"
)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('customers', '0006_people_are_erased'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='Account',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit', models.CharField(max_length=20)),
                    ('kind', models.CharField(choices=[('issuer', 'Issuer'), ('lot', 'Lot'), ('reserved', 'Reserved'), ('used', 'Used'), ('expired', 'Expired'), ('owed', 'Owed'), ('receivable', 'Receivable'), ('revenue', 'Revenue'), ('cash', 'Cash')], max_length=12)),
                    ('floor', models.BigIntegerField(null=True)),
                    ('posted', models.BigIntegerField(default=0)),
                    ('pending', models.BigIntegerField(default=0)),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='customers.organisation')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('floor', None), ('floor__lte', django.db.models.expressions.CombinedExpression(models.F('posted'), '-', models.F('pending'))), _connector='OR'), name='ledger_account_above_floor'), models.CheckConstraint(condition=models.Q(('pending__gte', 0)), name='ledger_account_pending'), models.UniqueConstraint(condition=models.Q(models.Q(('kind', 'lot'), _negated=True), ('organisation__isnull', False)), fields=('organisation', 'unit', 'kind'), name='ledger_account_once'), models.UniqueConstraint(condition=models.Q(models.Q(('kind', 'lot'), _negated=True), ('organisation', None)), fields=('unit', 'kind'), name='ledger_account_of_vendor_once')],
                },
            ),
            migrations.CreateModel(
                name='Lot',
                fields=[
                    ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='ledger.account')),
                    ('source', models.CharField(max_length=120, unique=True)),
                    ('unit_price', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('granted_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Transfer',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('amount', models.BigIntegerField()),
                    ('state', models.CharField(choices=[('pending', 'Pending'), ('posted', 'Posted'), ('void', 'Void')], max_length=8)),
                    ('code', models.CharField(max_length=40)),
                    ('reference', models.CharField(db_index=True, max_length=120)),
                    ('effective_at', models.DateTimeField()),
                    ('created_at', models.DateTimeField()),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('expires_at', models.DateTimeField(null=True)),
                    ('credit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='ledger.account')),
                    ('debit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debits', to='ledger.account')),
                    ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='ledger.transfer')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('expires_at__isnull', False), ('state', 'pending')), fields=['expires_at'], name='ledger_reservation_expires')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='ledger_transfer_of_something'), models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='ledger_transfer_elsewhere'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'pending')), models.Q(models.Q(('state', 'pending'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='ledger_transfer_settled')],
                },
            ),
        ),
        # Pending, then posted or void: nothing else of it ever changes, and that once.
        *kept("ledger_transfer", f"OLD.state <> 'pending' OR {CHANGED}"),
        *append_only("ledger_lot"),
        *kept("ledger_account", REOPENED),
        *refused("ledger_transfer", UNITS_DIFFER, "both accounts of a transfer have one unit"),
    ]
