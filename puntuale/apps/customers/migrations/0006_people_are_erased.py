"""All tables up to here in one step: what the files before this one made is folded into it."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from puntuale.apps.database import append_only
from puntuale.apps.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0011_partners_people'),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name='Contact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(blank=True, max_length=160, verbose_name='name')),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                    ('language', models.CharField(blank=True, choices=[('en', 'English'), ('it', 'Italiano')], max_length=2, verbose_name='language')),
                    ('may_spend', models.BooleanField(default=False, verbose_name='may accept estimates')),
                    ('sees_colleagues', models.BooleanField(default=False, verbose_name='sees requests of colleagues')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left')),
                    ('created_at', models.DateTimeField(editable=False, null=True)),
                    ('erased_at', models.DateTimeField(editable=False, null=True)),
                    ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='customers.organisation')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='contact_email_once_in_any_case')],
                    'ordering': ['name', 'email'],
                },
            ),
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('about', models.CharField(choices=[('news', 'news and bulletins')], default='news', max_length=10)),
                    ('is_given', models.BooleanField()),
                    ('at', models.DateTimeField()),
                    ('source', models.CharField(max_length=60)),
                    ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='customers.contact')),
                ],
                options={
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=160, unique=True, verbose_name='name')),
                    ('code', models.CharField(blank=True, max_length=40, verbose_name='customer code')),
                    ('language', models.CharField(choices=[('en', 'English'), ('it', 'Italiano')], default='en', max_length=2, verbose_name='language')),
                    ('time_zone', models.CharField(default='Europe/Rome', max_length=60, verbose_name='time zone')),
                    ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                    ('address', models.TextField(blank=True, verbose_name='address')),
                    ('joining', models.CharField(choices=[('confirmed', 'whoever somebody of it, or the desk, confirms'), ('domain', 'whoever proves an address of its mail domains')], default='confirmed', max_length=9, verbose_name='who joins by registering')),
                    ('domains', models.JSONField(blank=True, default=list, verbose_name='mail domains')),
                    ('notes', models.TextField(blank=True, verbose_name='notes, seen only by the desk')),
                    ('is_partner', models.BooleanField(default=False, verbose_name='is a partner')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='organisation_code_once')],
                },
            ),
            migrations.CreateModel(
                name='DeclinedMail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.CharField(max_length=20)),
                    ('at', models.DateTimeField()),
                    ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.contact')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('contact', 'topic'), name='declined_mail_once')],
                },
            ),
        ),
        *append_only("customers_consent"),
    ]
