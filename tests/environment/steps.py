"""The steps of `bin/test`, each by its name."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.environment.chromium import find_chromium
from tests.environment.errors import Failed
from tests.environment.postgres import start_cluster

__all__ = ["FAST", "STEPS", "Context", "Failed"]

ROOT = Path(__file__).resolve().parents[2]
# Whole files: what a file shares, such as a running installation, is made once.
WHOLE_FILES = ("--dist", "loadfile")
# On two cores: many tests wait for processes that they have started. The core's and a browser do not.
AT_ONCE = {"": "2", "journey": "2"}
MOST_AT_ONCE = "3"
ALL_BUT_THE_CORE = ("tests", "--ignore=tests/core")
# What asks no database is run once, on SQLite.
WHAT_ASKS_A_DATABASE = (
    *ALL_BUT_THE_CORE,
    *("--ignore=tests/ui", "--ignore=tests/architecture", "--ignore=tests/interfaces/mail/reading"),
    "--ignore=tests/hostile_mail",
)
IN_A_BROWSER = ("tests/journeys", "tests/ui/browser")
# How pages look and what they lead to depends on no database: there, a request is followed from its
# two doors to its end. What the other journeys come to, the tests without a browser ask on both.
WHAT_A_DATABASE_MAY_CHANGE = (
    "tests/journeys/test_from_a_mail_to_a_kept_promise.py",
    "tests/journeys/test_through_the_portal.py",
)


@dataclass
class Context:
    """One run of `bin/test`: where it may write, what it must stop, what it has counted."""

    folder: Path
    stack: contextlib.ExitStack
    arguments: tuple[str, ...] = ()
    passed: int = 0
    failed: int = 0
    postgres_url: str = field(default="", init=False)

    def tool(self, *command: str, **environment: str) -> None:
        """Run a program of the environment; what it says is shown where it fails."""
        done = subprocess.run(
            [*command, *self.arguments],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise Failed(f"{Path(command[0]).name} ended with {done.returncode}.\n{done.stdout}")

    def pytest(self, marked: str, *paths: str, **environment: str) -> None:
        """Run tests and count them; a skipped test is a failure of this run.

        Paths among the arguments of the command line take the place of `paths`.
        """
        report = self.folder / "report.xml"
        report.unlink(missing_ok=True)
        asked = any((ROOT / argument.split("::")[0]).exists() for argument in self.arguments)
        command = [
            *(
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "--tb=short",
                "--durations=8",
                f"--junitxml={report}",
            ),
            *("-n", AT_ONCE.get(marked, MOST_AT_ONCE), *WHOLE_FILES, "-m", marked),
            *(*(() if asked else paths), *self.arguments),
        ]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
        self._count(report)
        if done.returncode:
            raise Failed(f"pytest ended with {done.returncode}.")

    def _count(self, report: Path) -> None:
        if not report.exists():
            return
        suites = ElementTree.parse(report).getroot().findall("testsuite")
        total, broken, skipped = (
            sum(int(suite.get(name, 0)) for suite in suites for name in names)
            for names in (("tests",), ("failures", "errors"), ("skipped",))
        )
        self.passed += total - broken - skipped
        self.failed += broken + skipped
        if skipped:
            raise Failed(f"{skipped} tests were skipped; what could not be had must be named.")

    def postgres(self) -> str:
        """The address of a PostgreSQL cluster of this run's own, started when first asked for."""
        if not self.postgres_url:
            self.postgres_url = self.stack.enter_context(start_cluster())
        return self.postgres_url


def format_(context: Context) -> None:
    context.tool("ruff", "format", "--check", ".")


def lint(context: Context) -> None:
    context.tool("ruff", "check", ".")


def types(context: Context) -> None:
    context.tool("mypy")


def walls(context: Context) -> None:
    context.tool("lint-imports", "--no-cache")


def templates(context: Context) -> None:
    files = [str(path.relative_to(ROOT)) for path in ROOT.glob("puntuale/**/templates/**/*.html")]
    if files:
        context.tool("djade", "--check", "--target-version", "5.2", *sorted(files))


def migrations(context: Context) -> None:
    context.tool(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")


def settings(context: Context) -> None:
    context.tool(
        *(sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        PUNTUALE_URL="https://desk.example",
    )


def core(context: Context) -> None:
    context.pytest("", "tests/core")


def sqlite(context: Context) -> None:
    context.pytest("not journey", *ALL_BUT_THE_CORE)


def postgresql(context: Context) -> None:
    context.pytest(
        "not journey and not once", *WHAT_ASKS_A_DATABASE, DATABASE_URL=context.postgres()
    )


def journeys_sqlite(context: Context) -> None:
    context.pytest("journey", *IN_A_BROWSER, PUNTUALE_CHROMIUM=str(find_chromium()))


def journeys_postgresql(context: Context) -> None:
    context.pytest(
        "journey",
        *WHAT_A_DATABASE_MAY_CHANGE,
        PUNTUALE_CHROMIUM=str(find_chromium()),
        DATABASE_URL=context.postgres(),
    )


STEPS: Mapping[str, Callable[[Context], None]] = {
    "format": format_,
    "lint": lint,
    "types": types,
    "walls": walls,
    "templates": templates,
    "migrations": migrations,
    "settings": settings,
    "core": core,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "journeys-sqlite": journeys_sqlite,
    "journeys-postgresql": journeys_postgresql,
}
FAST = ("format", "lint", "types", "walls", "templates", "migrations", "settings", "core")
