"""How a mail command ends, in the words of sysexits.h that every mail server understands."""

import os
from typing import Any

import click

KEPT = os.EX_OK
MISUSED = os.EX_USAGE
TOO_LARGE = os.EX_DATAERR
NOTHING_GIVEN = os.EX_NOINPUT
NO_SUCH_ADDRESS = os.EX_NOUSER
TRY_AGAIN = os.EX_TEMPFAIL


class StrictCommand(click.Command):
    """A command that was misunderstood ends with 64: mail servers bounce on any unknown number."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        try:
            return super().make_context(*args, **options)
        except click.UsageError as error:
            error.show()
            raise SystemExit(MISUSED) from None
