"""The jobs `mail.<name>`: each writes its mail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from puntuale.interfaces.mail.writing.compose import write


def received(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """We have the request, and this is what we promise."""
    write("received", payload, at=at, job_id=job_id)


def refused(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """The request is not accepted, and why."""
    write("refused", payload, at=at, job_id=job_id)


def declined(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """The customer did not accept the intervention, and the request has ended."""
    write("declined", payload, at=at, job_id=job_id)


def accepted(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """Somebody has taken charge."""
    write("accepted", payload, at=at, job_id=job_id)


def date(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """We have named a date, or moved one."""
    write("date", payload, at=at, job_id=job_id)


def released(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """The patch is out."""
    write("released", payload, at=at, job_id=job_id)


def clarification(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """We ask something, and the clock waits."""
    write("clarification", payload, at=at, job_id=job_id)


def answer(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """An agent's words."""
    write("answer", payload, at=at, job_id=job_id)


def resolved(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """The request is solved; an answer opens it again."""
    write("resolved", payload, at=at, job_id=job_id)


def closed(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """The request has ended."""
    write("closed", payload, at=at, job_id=job_id)


def reminder(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """We still wait for an answer."""
    write("reminder", payload, at=at, job_id=job_id)


def unreached(payload: Mapping[str, Any], *, at: datetime, job_id: int) -> None:
    """We tried to call, as often as we promised, and reached nobody."""
    write("unreached", payload, at=at, job_id=job_id)
