"""Indexes for every way to narrow the queue down."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_log_is_append_only'),
        ('agreements', '0002_active_versions_are_frozen'),
        ('catalogue', '0001_initial'),
        ('customers', '0001_initial'),
        ('tickets', '0004_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_queue',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_queue_of_assignee',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_queue_by_clock',
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['next_due_at', 'id'], name='ticket_queue'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['assignee', 'next_due_at', 'id'], name='ticket_queue_of_assignee'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['team', 'next_due_at', 'id'], name='ticket_queue_of_team'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['organisation', 'next_due_at', 'id'], name='ticket_queue_of_organisation'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at', None), ('resolved_at', None)), fields=['next_state', 'next_due_at', 'id'], name='ticket_queue_by_clock'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['state', '-id'], name='ticket_ended'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['last_activity_at'], name='ticket_changed'),
        ),
    ]
