"""Why a backup is not made, not trusted or not restored; each says what to do."""

import click


class Refused(click.ClickException):
    """Nothing was written."""


class DamagedBackup(Refused):
    """The file is not what was once written."""

    def __init__(self, why: str) -> None:
        super().__init__(f"this backup is damaged and was not used: {why}")


class NotEmpty(Refused):
    """There is something already where the backup should go."""


class NotComplete(click.ClickException):
    """What was restored is not what the backup holds; it must not be used."""
