"""Where backups lie when nobody says where."""

from datetime import UTC, datetime
from pathlib import Path

FOLDER = "backups"


def new_place(data: Path, *, at: datetime, why: str = "") -> Path:
    """A name in the data directory that says when, and why where it was not asked for."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return folder / f"puntuale-{stamp}{f'-{why}' if why else ''}.zip"


def keep_latest(data: Path, number: int) -> None:
    """Remove all but the latest backups of the data directory."""
    latest_first = sorted((data / FOLDER).glob("puntuale-*.zip"), reverse=True)
    for old in latest_first[number:]:
        old.unlink()
