"""What must be so, or nothing is safe: looked at whenever Django checks itself."""

import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

OTHERS = stat.S_IRWXG | stat.S_IRWXO
FULL = 2  # PRAGMA synchronous


@register(Tags.compatibility)
def instants_are_stored_in_utc(app_configs: Any, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    if settings.USE_TZ and settings.TIME_ZONE == "UTC":
        return []
    return [
        Error(
            "Instants must be stored in UTC.",
            hint='Leave USE_TZ = True and TIME_ZONE = "UTC"; readers have zones of their own.',
            id="puntuale.E001",
        )
    ]


@register(Tags.security)
def data_is_closed_to_others(app_configs: Any, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    folder = Path(settings.DATA_DIRECTORY)
    if not folder.stat().st_mode & OTHERS:
        return []
    return [
        checks.Warning(
            f"Other accounts of this machine can look into {folder}.",
            hint="Take their rights away: chmod -R go= on the data directory.",
            id="puntuale.W002",
        )
    ]


@register(Tags.security)
def the_public_address_is_encrypted(app_configs: Any, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    host = settings.PUBLIC_URL.split("/")[2].rsplit(":", 1)[0]
    if settings.SERVED_SECURELY or host in settings.LOOPBACK_HOSTS:
        return []
    return [
        checks.Warning(
            f"{settings.PUBLIC_URL} is not encrypted: passwords travel readable.",
            hint="Put a reverse proxy with a certificate in front, and set PUNTUALE_URL to https://…",
            id="puntuale.W003",
        )
    ]


@register(Tags.database)
def what_is_acknowledged_is_on_the_disk(
    app_configs: Any,  # noqa: ARG001
    databases: Any = None,
    **_: Any,
) -> list[CheckMessage]:
    return [
        Error(
            f"The database {alias!r} may forget what was acknowledged when the power fails.",
            hint="Leave PRAGMA synchronous=FULL where it is (docs/decisions/0003-sqlite.md).",
            id="puntuale.E004",
        )
        for alias in databases or []
        if connections[alias].vendor == "sqlite" and _synchronous(alias) < FULL
    ]


def _synchronous(alias: str) -> int:
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])
