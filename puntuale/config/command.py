"""The `puntuale` command: its table of commands, each loaded only when it is asked for."""

import errno
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import click

from puntuale import __version__
from puntuale.config.running.lifeline import follow_parent

# What no program can help: somebody else's file, a full or a read-only disk.
OF_THE_MACHINE = {errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EROFS}


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lies, what it is for, and whether it needs Django."""

    place: str
    purpose: str
    needs_django: bool = True


COMMANDS: Mapping[str, Entry] = {
    "run": Entry(
        "puntuale.config.running.run:run", "Start everything here, and keep it running.", False
    ),
    "serve": Entry("puntuale.config.running.serve:serve", "Answer on the web, and nothing else."),
    "work": Entry(
        "puntuale.interfaces.worker.commands:work", "Do what happens by itself, and nothing else."
    ),
    "demo": Entry(
        "puntuale.interfaces.terminal.demo.command:demo", "Make the demo; say who can sign in."
    ),
    "mail": Entry(
        "puntuale.interfaces.mail.commands:mail", "Keep mail, listen for it, read it again.", False
    ),
    "agreement": Entry(
        "puntuale.interfaces.terminal.agreement:agreement",
        "Check agreement documents, ask them questions, put them into words, replay requests.",
        False,
    ),
    "check": Entry(
        "puntuale.interfaces.operations.commands:check", "Say whether all is well, and what is not."
    ),
    "backup": Entry(
        "puntuale.interfaces.terminal.backup.commands:backup", "Write a backup of everything."
    ),
    "restore": Entry(
        "puntuale.interfaces.terminal.backup.commands:restore", "Fill an empty place from a backup."
    ),
    "migrate": Entry(
        "puntuale.interfaces.terminal.migrate:migrate", "Bring the database up to this version."
    ),
}


class LazyCommands(click.Group):
    """A group whose help names every command without loading one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.needs_django:
            import_module("django").setup()
        module, _, name = entry.place.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.purpose) for name, entry in COMMANDS.items()])


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="Puntuale %(version)s")
def puntuale() -> None:
    """The support desk that keeps its word.

    Everything it keeps lies in one data directory: PUNTUALE_DATA says which.
    """


def main() -> None:
    """What is on the PATH after an installation, and what `bin/puntuale` calls."""
    # Whatever is written is for this account alone: data, attachments, secrets, logs.
    os.umask(0o077)
    # A setting of the caller's for another project must not reach this one.
    os.environ["DJANGO_SETTINGS_MODULE"] = "puntuale.config.settings"
    follow_parent()
    try:
        puntuale(prog_name="puntuale")
    except Exception as trouble:
        sentence = in_plain_words(trouble)
        if sentence is None:
            raise
        click.echo(f"Error: {sentence}", err=True)
        sys.exit(1)
    finally:
        close_databases()


def close_databases() -> None:
    """Leave all that was written in the file of a SQLite database, and nothing in its log beside it.

    Whoever is the last to be connected does so on leaving; a process that merely ends does not.
    """
    # A command that needs no database has not loaded Django, and need not.
    if "django.db" in sys.modules:
        from django.conf import settings
        from django.db import connections

        # Where a setting is wrong there are none.
        if settings.configured:
            connections.close_all()


def in_plain_words(trouble: Exception) -> str | None:
    """What to tell whoever runs the command; None where only the traceback helps."""
    # By name: a command that needs no database must not load Django for its errors' sake.
    kind = {base.__name__ for base in type(trouble).__mro__}
    if isinstance(trouble, OSError) and trouble.errno in OF_THE_MACHINE:
        return f"{trouble.filename or 'a file'} cannot be written or read: {trouble.strerror}."
    if kind & {"EnvError", "ImproperlyConfigured"}:
        return f"a setting is wrong: {trouble}"
    if "OperationalError" in kind:
        return f"the database cannot be reached: {trouble}"
    return None


if __name__ == "__main__":
    main()
