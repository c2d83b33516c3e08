"""What a handler says about a job that it could not carry out; anything else is tried again."""

from collections.abc import Mapping
from typing import Any


class CannotSucceed(Exception):
    """Trying again would change nothing: an administrator is shown the job and the reason."""


class ServiceDown(Exception):
    """Nothing of this kind can be carried out now: the service behind it does not answer.

    The jobs of the kind wait together, and their attempts are not counted. Where several services
    carry the same kind, `payload` says what the jobs of this one have in theirs.
    """

    def __init__(self, because: str, payload: Mapping[str, Any] | None = None) -> None:
        super().__init__(because)
        self.payload = payload or {}


class LeaseLost(Exception):
    """The job was taken back meanwhile: what was done in its transaction is undone."""
