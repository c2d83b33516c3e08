"""Handlers that end in each way a handler can end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from puntuale.apps.accounts.models import Team
from puntuale.apps.jobs.errors import CannotSucceed, ServiceDown
from puntuale.apps.jobs.leases import take_back_expired

ROOM = "tests.interfaces.worker.handlers"
ENDINGS = {
    f"test.{name}": f"{ROOM}.{name}" for name in ("write", "fail", "refuse", "sleep_through")
}
OUTWARD_ENDINGS = {"test.send": f"{ROOM}.send"}


def write(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    Team.objects.create(name=payload["name"])


def fail(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    Team.objects.create(name="half")
    raise OSError("no route to host")


def refuse(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    raise CannotSucceed("there is no such person")


def sleep_through(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    Team.objects.create(name="too late")
    take_back_expired(at.replace(year=at.year + 1))


def send(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    raise ServiceDown("the mail server does not answer")
