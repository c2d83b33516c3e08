"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from puntuale.apps.database import append_only
from puntuale.apps.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('role', models.CharField(choices=[('customer', 'customer'), ('partner', 'partner'), ('agent', 'agent'), ('billing', 'billing'), ('manager', 'support manager'), ('administrator', 'administrator')], default='customer', max_length=16, verbose_name='role')),
                    ('sees_restricted', models.BooleanField(default=False, verbose_name='sees restricted requests')),
                    ('language', models.CharField(choices=[('en', 'English'), ('it', 'Italiano')], default='en', max_length=2, verbose_name='language')),
                    ('time_zone', models.CharField(default='Europe/Rome', max_length=60, verbose_name='time zone')),
                    ('signature', models.TextField(blank=True, verbose_name='signature')),
                    ('uses_shortcuts', models.BooleanField(default=True, verbose_name='single letters act as shortcuts')),
                    ('wants_mail_notices', models.BooleanField(default=False, verbose_name='notices by mail as well')),
                    ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                    ('joined_at', models.DateTimeField(editable=False, null=True)),
                    ('session_epoch', models.PositiveIntegerField(default=0, editable=False)),
                    ('calendar_epoch', models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once_in_any_case'), models.CheckConstraint(condition=models.Q(('role__in', ['customer', 'partner', 'agent', 'billing', 'manager', 'administrator'])), name='user_role_is_known')],
                },
            ),
            migrations.CreateModel(
                name='LogEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('what', models.CharField(max_length=60)),
                    ('subject', models.CharField(max_length=200)),
                    ('before', models.JSONField(null=True)),
                    ('after', models.JSONField(null=True)),
                    ('address', models.GenericIPAddressField(null=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-id'],
                },
            ),
            migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                    ('members', models.ManyToManyField(blank=True, related_name='teams', to=settings.AUTH_USER_MODEL, verbose_name='members')),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Vendor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('language', models.CharField(choices=[('en', 'English'), ('it', 'Italiano')], default='en', max_length=2, verbose_name='language')),
                    ('time_zone', models.CharField(default='Europe/Rome', max_length=60, verbose_name='time zone')),
                    ('mail_signature', models.TextField(blank=True, verbose_name='signature under every mail')),
                    ('reminder_after_days', models.PositiveSmallIntegerField(default=3, verbose_name='remind after days of silence')),
                    ('closes_after_days', models.PositiveSmallIntegerField(default=10, verbose_name='close after days of silence')),
                    ('access_details_days', models.PositiveSmallIntegerField(default=7, verbose_name='wipe access details so many days after the end of a request')),
                    ('coverage_warning_days', models.CharField(blank=True, default='60, 30, 7', max_length=40, validators=[django.core.validators.RegexValidator('^[1-9]\\d{0,2}(, ?[1-9]\\d{0,2})*$', 'Write days as 60, 30, 7.')], verbose_name='warn before a coverage ends, days')),
                    ('account_holder', models.CharField(blank=True, max_length=70, verbose_name='account holder')),
                    ('iban', models.CharField(blank=True, max_length=34, verbose_name='IBAN')),
                    ('second_factor_roles', models.JSONField(blank=True, default=list, editable=False)),
                    ('made_at', models.DateTimeField(editable=False)),
                    ('only', models.BooleanField(default=True, editable=False, unique=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='vendor_is_one')],
                },
            ),
            migrations.CreateModel(
                name='ApiCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=200)),
                    ('asked_sha256', models.CharField(max_length=64)),
                    ('at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='api_call_once_by_its_key')],
                },
            ),
            migrations.CreateModel(
                name='ApiToken',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('role', models.CharField(max_length=16)),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('last_used_at', models.DateTimeField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('token_sha256', ''), _negated=True), name='api_token_has_its_secret'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='api_token_ends_after_it_was_made')],
                },
            ),
            migrations.CreateModel(
                name='SignInLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('browser_sha256', models.CharField(db_index=True, max_length=64)),
                    ('code_sha256', models.CharField(max_length=64)),
                    ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                    ('made_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('token_sha256', ''), _negated=True), models.Q(('browser_sha256', ''), _negated=True), models.Q(('code_sha256', ''), _negated=True)), name='sign_in_link_has_its_secrets')],
                },
            ),
        ),
        *append_only("accounts_logentry"),
    ]
