"""Serial numbers that differ by a look-alike letter alone are one: their keys are made again."""

from django.db import migrations

from puntuale.core.licences.serials import serial_key


def make_keys(apps, editor):
    Licence = apps.get_model("catalogue", "Licence")
    keys = {}
    for licence in Licence.objects.order_by("pk"):
        key = serial_key(licence.serial_number)
        other = keys.setdefault(key, licence.serial_number)
        if other != licence.serial_number:
            raise ValueError(
                f"The serial numbers {other} and {licence.serial_number} differ by a letter that "
                "looks like a figure. Rename one of them with the version before, then update."
            )
    for licence in Licence.objects.all():
        Licence.objects.filter(pk=licence.pk).update(serial_key=serial_key(licence.serial_number))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(make_keys, migrations.RunPython.noop)]
