"""`bin/test`: every check and every test, in named steps; the first that fails ends it."""

import contextlib
import itertools
import os
import sys
import tempfile
import time
from pathlib import Path

import click

from tests.environment.memory import in_memory
from tests.environment.steps import FAST, STEPS, Context, Failed


@click.command(
    context_settings={"help_option_names": ["-h", "--help"], "ignore_unknown_options": True},
    epilog="Steps, in order: " + ", ".join(STEPS) + ".",
)
@click.option("--keep-going", is_flag=True, help="Do not stop at the first step that fails.")
@click.argument("step", required=False, metavar="[STEP|fast]")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def main(*, step: str | None, arguments: tuple[str, ...], keep_going: bool) -> None:
    """Check and test everything; or one STEP, with further arguments for its tool.

    `fast` is the half that belongs before a commit. What a step needs and cannot be had
    fails the run by its name: nothing is left out in silence.
    """
    chosen = choose(step)
    with contextlib.ExitStack() as stack:
        made = tempfile.TemporaryDirectory(prefix="puntuale-test-", dir=in_memory())
        folder = Path(stack.enter_context(made))
        isolate(folder)
        context = Context(folder, stack, arguments)
        failing = (name for name in chosen if not carry_out(name, context))
        failed = list(failing if keep_going else itertools.islice(failing, 1))
    conclude(context, failed)


def choose(step: str | None) -> tuple[str, ...]:
    if step is None:
        return tuple(STEPS)
    if step == "fast":
        return FAST
    if step not in STEPS:
        raise click.UsageError(f"there is no step {step}; there are: {', '.join(STEPS)}")
    return (step,)


def isolate(folder: Path) -> None:
    """Nothing that the tests do reaches the data, the settings or the mail of whoever runs them."""
    for name in [name for name in os.environ if name.startswith("PUNTUALE_")]:
        del os.environ[name]
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)
    os.environ["PUNTUALE_DATA"] = str(folder / "data")
    os.environ["TMPDIR"] = str(folder)
    # The tools lie beside the interpreter, whatever the caller's PATH says.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def carry_out(name: str, context: Context) -> bool:
    """One step, with its name before and its time after."""
    click.secho(f"== {name}", bold=True)
    began = time.monotonic()
    try:
        STEPS[name](context)
    except Failed as failure:
        click.echo(str(failure))
        click.secho(
            f"== {name}: FAILED after {time.monotonic() - began:.1f} s", fg="red", bold=True
        )
        return False
    click.echo(f"   {name}: {time.monotonic() - began:.1f} s")
    return True


def conclude(context: Context, failed: list[str]) -> None:
    """The sum of all tests on a line of its own; the exit status."""
    # A step that fails without a failing test counts as one.
    broken = max(context.failed, len(failed))
    click.echo(f"failed: {', '.join(failed)}" if failed else "nothing failed")
    click.echo(f"{context.passed} passed, {broken} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(prog_name="bin/test")
