"""Who looks after whom has moved to an app of its own, which took the rows along."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_consents_are_append_only"), ("partners", "0001_links")]
    operations = [migrations.DeleteModel(name="PartnerLink")]
