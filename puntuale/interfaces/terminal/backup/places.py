"""Where backups lie when nobody says where."""

from datetime import UTC, datetime
from pathlib import Path

FOLDER = "backups"


def own_folder(data: Path) -> Path:
    """The data directory's folder for backups."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def new_place(folder: Path, *, at: datetime, why: str = "") -> Path:
    """A name in `folder` that says when, and why where it was not asked for."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return folder / f"puntuale-{stamp}{f'-{why}' if why else ''}.zip"


def keep_latest(folder: Path, number: int) -> None:
    """Remove all but the latest backups of `folder`."""
    latest_first = sorted(folder.glob("puntuale-*.zip"), reverse=True)
    for old in latest_first[number:]:
        old.unlink()
