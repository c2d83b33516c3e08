"""Whether there is room, a backup, and an interpreter that can be trusted."""

import shutil
import sys
from datetime import datetime, timedelta

import django
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from puntuale import __version__
from puntuale.apps.jobs.queries import last_done
from puntuale.interfaces.operations.findings import Finding, attention, well, wrong

MEGABYTE = 1024 * 1024
SHORT_OF_SPACE = 2048 * MEGABYTE
OUT_OF_SPACE = 200 * MEGABYTE
BACKUP_OLD_AFTER = timedelta(days=2)
# Before it the standard library reads some hostile mail addresses wrongly.
GUARDED_PYTHON = (3, 11, 15)


def disk(at: datetime) -> Finding:  # noqa: ARG001 - every probe's
    """There is room for what comes."""
    free = shutil.disk_usage(settings.DATA_DIRECTORY).free
    sentence = _("%(free)s are free on the disk.") % {"free": filesizeformat(free)}
    remedy = _("Remove old backups, or give the data directory more room.")
    if free < OUT_OF_SPACE:
        return wrong("disk", sentence, remedy)
    return attention("disk", sentence, remedy) if free < SHORT_OF_SPACE else well("disk", sentence)


def backups(at: datetime) -> Finding:
    """There is a backup, and it is not old."""
    if settings.IS_DEMO:
        return well("backups", _("This is the demo: nothing in it needs a backup."))
    last = last_done("backup")
    remedy = _("Let “puntuale backup” run every night, and keep the files on another machine.")
    if last is None:
        return attention("backups", _("No backup was ever made."), remedy)
    days = (at - last).days
    if at - last > BACKUP_OLD_AFTER:
        return attention(
            "backups", _("The last backup is %(days)d days old.") % {"days": days}, remedy
        )
    return well("backups", _("The last backup is less than two days old."))


def versions(at: datetime) -> Finding:  # noqa: ARG001 - every probe's
    """The interpreter has the guards that mail from strangers needs."""
    python = ".".join(map(str, sys.version_info[:3]))
    facts = {"puntuale": __version__, "python": python, "django": django.get_version()}
    if sys.version_info < GUARDED_PYTHON:
        return attention(
            "versions",
            _("Python %(python)s lacks guards against hostile mail.") % facts,
            _("Update to Python 3.11.15 or newer."),
        )
    return well(
        "versions", _("Puntuale %(puntuale)s, Python %(python)s, Django %(django)s.") % facts
    )
