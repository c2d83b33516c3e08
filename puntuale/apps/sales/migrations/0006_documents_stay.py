"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from puntuale.apps.database import append_only, kept
from puntuale.apps.tables import CreateTables

FROZEN = (
    "organisation_id", "version_id", "item", "code", "quantity", "unit", "grants", "list_price",
    "discount", "unit_price", "amount", "currency", "ordered_at",
)  # fmt: skip

CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FROZEN)

LINE = " OR ".join(
    f"NEW.{column} <> OLD.{column}" for column in ("key", "booked_on", "amount", "currency")
)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0011_partners_people'),
        ('agreements', '0006_former_sellers'),
        ('charges', '0004_first_level'),
        ('customers', '0006_people_are_erased'),
        ('ledger', '0003_reservations_expire'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='BillingDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('through', models.DateField()),
                    ('made_at', models.DateTimeField()),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='PostedFee',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=60)),
                    ('product', models.CharField(blank=True, max_length=60)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField()),
                    ('due_on', models.DateField()),
                    ('list_price', models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                    ('percent', models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                    ('amount', models.BigIntegerField()),
                    ('currency', models.CharField(max_length=3)),
                    ('posted_at', models.DateTimeField()),
                    ('coverage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='agreements.coverage')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreementversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', 'due_on'], name='fee_of_month')],
                    'constraints': [models.UniqueConstraint(fields=('coverage', 'code', 'starts_on', 'product'), name='fee_of_a_period_once'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='fee_period_ends')],
                },
            ),
            migrations.CreateModel(
                name='ProviderEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('provider', models.CharField(max_length=20)),
                    ('event', models.CharField(max_length=160)),
                    ('kind', models.CharField(max_length=80)),
                    ('received_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('provider', 'event'), name='provider_event_once')],
                },
            ),
            migrations.CreateModel(
                name='Purchase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('item', models.CharField(choices=[('package', 'package'), ('coupon', 'coupon')], max_length=8)),
                    ('code', models.CharField(max_length=60)),
                    ('quantity', models.PositiveSmallIntegerField()),
                    ('unit', models.CharField(max_length=20)),
                    ('grants', models.PositiveBigIntegerField()),
                    ('list_price', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('discount', models.DecimalField(decimal_places=4, max_digits=7)),
                    ('unit_price', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('amount', models.PositiveBigIntegerField()),
                    ('currency', models.CharField(max_length=3)),
                    ('state', models.CharField(choices=[('ordered', 'waits for payment'), ('paid', 'paid'), ('granted', 'paid and granted'), ('cancelled', 'cancelled'), ('refunded', 'refunded')], default='ordered', max_length=10)),
                    ('reference', models.CharField(max_length=25, null=True, unique=True)),
                    ('order_number', models.CharField(blank=True, max_length=60)),
                    ('idempotency_key', models.UUIDField(null=True, unique=True)),
                    ('ordered_at', models.DateTimeField()),
                    ('price_until', models.DateTimeField()),
                    ('paid_at', models.DateTimeField(null=True)),
                    ('granted_at', models.DateTimeField(null=True)),
                    ('cancelled_at', models.DateTimeField(null=True)),
                    ('refunded_at', models.DateTimeField(null=True)),
                    ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ordered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purchases', to='customers.organisation')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreementversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', '-ordered_at'], name='purchase_of_customer')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 1000)), name='purchase_of_a_sensible_quantity'), models.CheckConstraint(condition=models.Q(('state', 'ordered'), models.Q(('paid_at__isnull', False), ('state', 'paid')), models.Q(('granted_at__isnull', False), ('paid_at__isnull', False), ('state', 'granted')), models.Q(('cancelled_at__isnull', False), ('state', 'cancelled')), models.Q(('refunded_at__isnull', False), ('state', 'refunded')), _connector='OR'), name='purchase_state_has_its_instant')],
                },
            ),
            migrations.CreateModel(
                name='Payment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('way', models.CharField(choices=[('bank', 'bank transfer'), ('card', 'card'), ('by_hand', 'noted by hand')], max_length=8)),
                    ('key', models.CharField(max_length=160, unique=True)),
                    ('amount', models.BigIntegerField()),
                    ('currency', models.CharField(max_length=3)),
                    ('received_at', models.DateTimeField()),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.organisation')),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('purchase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='sales.purchase')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='payment_of_something')],
                },
            ),
            migrations.CreateModel(
                name='Checkout',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('provider', models.CharField(max_length=20)),
                    ('session', models.CharField(max_length=160, unique=True)),
                    ('url', models.URLField(max_length=2000)),
                    ('started_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('purchase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checkouts', to='sales.purchase')),
                ],
            ),
            migrations.CreateModel(
                name='BillingLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField()),
                    ('amount', models.BigIntegerField()),
                    ('currency', models.CharField(max_length=3)),
                    ('charge', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='charges.charge')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='sales.billingdocument')),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='customers.organisation')),
                    ('refund', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sales.payment')),
                    ('fee', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sales.postedfee')),
                    ('purchase', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='billed', to='sales.purchase')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('charge__isnull', False), ('fee', None), ('purchase', None), ('refund', None)), models.Q(('charge', None), ('fee__isnull', False), ('purchase', None), ('refund', None)), models.Q(('charge', None), ('fee', None), ('purchase__isnull', False), ('refund', None)), models.Q(('charge', None), ('fee', None), ('purchase', None), ('refund__isnull', False)), _connector='OR'), name='billing_line_is_one_thing')],
                },
            ),
            migrations.CreateModel(
                name='BankLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=160, unique=True)),
                    ('booked_on', models.DateField()),
                    ('amount', models.BigIntegerField()),
                    ('currency', models.CharField(max_length=3)),
                    ('payer', models.CharField(blank=True, max_length=140)),
                    ('text', models.CharField(blank=True, max_length=500)),
                    ('state', models.CharField(choices=[('matched', 'paid an order'), ('to_decide', 'to decide'), ('left', 'left alone')], max_length=10)),
                    ('why', models.CharField(blank=True, max_length=20)),
                    ('imported_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('purchase', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sales.purchase')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'to_decide')), fields=['booked_on'], name='bank_line_to_decide')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'matched'), _negated=True), ('purchase__isnull', False), _connector='OR'), name='bank_line_that_paid_names_what')],
                },
            ),
            migrations.CreateModel(
                name='LotTold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=10)),
                    ('mark', models.CharField(blank=True, max_length=10)),
                    ('told_at', models.DateTimeField()),
                    ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.lot')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('lot', 'what', 'mark'), name='lot_told_once')],
                },
            ),
        ),
        *kept("sales_purchase", CHANGED),
        *append_only("sales_payment"),
        *append_only("sales_providerevent"),
        *kept("sales_bankline", LINE),
        *append_only("sales_postedfee"),
        *append_only("sales_billingdocument"),
        *append_only("sales_billingline"),
    ]
