"""The key of the first start: whoever reads the terminal may set the desk up, nobody else."""

import secrets
from pathlib import Path

NAME = "setup-key"


def make_key(folder: Path) -> str:
    """The key in `folder`, made where there is none."""
    path = folder / NAME
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24))
    return path.read_text()


def read_key(folder: Path) -> str:
    """The key, or nothing where the desk is set up."""
    path = folder / NAME
    return path.read_text() if path.exists() else ""


def fits(folder: Path, given: str) -> bool:
    """Whether `given` is the key; an empty one never is."""
    key = read_key(folder)
    return bool(key) and secrets.compare_digest(key.encode(), given.encode())


def forget_key(folder: Path) -> None:
    """The desk is set up: the key opens nothing any more."""
    (folder / NAME).unlink(missing_ok=True)
