"""What the tests of the terminal ask inside an installation."""

from datetime import UTC, datetime

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from puntuale.apps.accounts.models import Vendor


def name_of_vendor():
    return Vendor.objects.get().name


def migrate_further(name):
    """Leave the mark of a migration that this code does not know."""
    migration = MigrationRecorder(connection).Migration
    migration.objects.create(app="tickets", name=name, applied=datetime(2030, 1, 1, tzinfo=UTC))


def migrate_back(app):
    """Undo what one app has done, as if the code were newer than the database."""
    call_command("migrate", app, "zero", verbosity=0)
