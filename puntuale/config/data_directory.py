"""Where everything this installation keeps lies: one directory, closed to others."""

import contextlib
import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def data_directory() -> Path:
    """`PUNTUALE_DATA`, else `data/`, or `data-demo/` as long as there is only the demo."""
    chosen = os.environ.get("PUNTUALE_DATA")
    if chosen:
        return Path(chosen).expanduser().resolve()
    own, demo = own_directory(), demo_directory()
    return demo if is_used(demo) and not is_used(own) else own


def own_directory() -> Path:
    """Where an installation keeps what is its own, unless `PUNTUALE_DATA` says otherwise."""
    return _base() / "data"


def demo_directory() -> Path:
    """Where the demo lies: deleting it removes the demo."""
    return _base() / "data-demo"


def is_used(folder: Path) -> bool:
    """Whether `folder` is more than a name: something was started or kept there."""
    # A tool that merely reads the settings leaves a secret key behind; that is no use yet.
    return any((folder / name).exists() for name in ("puntuale.sqlite3", "running", "demo"))


def _base() -> Path:
    """The checkout, or the current folder when installed."""
    return CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()


def private_folder(folder: Path) -> Path:
    """`folder`, made where it is missing, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key, made once and kept in `folder`."""
    path = private_folder(folder) / "secret-key"
    try:
        return _settled(path)
    except FileNotFoundError:
        # Written beside and linked, so that of two first starts one wins and both read the same key.
        draft = folder / f"secret-key.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
        return _settled(path)


def _settled(path: Path) -> str:
    return path.read_text().strip()
