"""All that a list of ended requests asks, in its index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_days_before_coverages_end'),
        ('agreements', '0003_closures_can_be_withdrawn'),
        ('catalogue', '0001_initial'),
        ('customers', '0001_initial'),
        ('tickets', '0010_notices_of_coverages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_ended',
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['state', '-id', 'is_restricted', 'closed_at'], name='ticket_ended'),
        ),
    ]
