"""Whether a data directory is the demo, and who can sign in there."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Login:
    """A person of the demo: who it is in a few words, and how to sign in."""

    who: str
    email: str
    password: str


def is_demo(folder: Path) -> bool:
    """Whether `folder` was marked as a demo's."""
    return (folder / "demo").exists()


def mark(folder: Path) -> None:
    """Say that `folder` is a demo's, before anything is in it."""
    propose(folder, [])
    settle(folder)


def propose(folder: Path, logins: Sequence[Login]) -> None:
    """Write down who can sign in once the demo is complete; say this before it is committed."""
    draft = folder / "demo.draft"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps([asdict(login) for login in logins]))


def settle(folder: Path) -> None:
    """The demo is committed: who was proposed can sign in."""
    (folder / "demo.draft").replace(folder / "demo")


def read(folder: Path) -> list[Login]:
    """Who can sign in; nobody as long as the demo is not complete, or there is none."""
    if not is_demo(folder):
        return []
    return [Login(**login) for login in json.loads((folder / "demo").read_text() or "[]")]


def table(logins: Sequence[Login]) -> str:
    """A line for each login, as the terminal shows them."""
    width = max((len(login.email) for login in logins), default=0)
    return "\n".join(f"  {one.email:<{width}}  {one.password}  {one.who}" for one in logins)
