"""An installation in which all is well, and its people."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from puntuale.apps.jobs.timetable import note_done
from puntuale.apps.jobs.workers import appear
from puntuale.interfaces.operations.probes import machine


@pytest.fixture
def healthy(cast, settings, monkeypatch):
    """A worker is there, a backup was made, mail can be sent; gives the cast."""
    now = timezone.now()
    settings.SMTP_URL = "smtp://mail.example"
    appear(uuid4(), host="desk-1", process=7, version="1", at=now)
    note_done("backup", at=now - timedelta(hours=5))
    monkeypatch.setattr(machine, "GUARDED_PYTHON", (3, 11))
    return cast


@pytest.fixture
def admin(client, healthy):
    client.force_login(healthy.admin)
    return client
