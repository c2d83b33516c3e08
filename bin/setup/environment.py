"""Makes `.venv` in the checkout exactly as a lock says, on nothing but Python's standard library.

Usage: environment.py [--is-current] LOCK, where LOCK names a file of `requirements/`.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
INTERPRETER = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "puntuale-environment.json"
CACHE = ROOT / ".cache"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
PIP = ("-E", "-P", "-m", "pip", "--disable-pip-version-check")

# The test lock holds everything of the other (a test says so), so it serves for running too.
INCLUDES = {"run": ("run",), "test": ("run", "test")}

# What the caller set for other projects. An index, a proxy, a certificate stay: they are its own.
FOREIGN = re.compile(
    "CONDA_PREFIX"
    "|PIP_(CONSTRAINT|DRY_RUN|NO_DEPS|PREFIX|PYTHON|REQUIREMENT|ROOT|TARGET)"
    "|UV_(CONSTRAINT|NO_DEPS|OVERRIDE|PREFIX|PYTHON|SYSTEM_PYTHON|TARGET)"
)


def main(arguments: list[str]) -> int:
    *options, lock = arguments
    if options == ["--is-current"]:
        return 0 if is_current(lock) else 1
    if Path(sys.prefix) == ENVIRONMENT:  # activated: what may be deleted must not delete itself
        os.execv(sys._base_executable, [sys._base_executable, "-E", "-P", __file__, lock])  # noqa: S606, SLF001

    with one_at_a_time():
        if not is_current(lock):
            make(lock)
    return 0


def is_current(lock: str) -> bool:
    """Whether `.venv` holds what the lock says, for this checkout at this place."""
    return stamp_or_nothing().items() >= expected((lock,)).items()


def expected(locks: tuple[str, ...]) -> dict[str, str]:
    hashes = {name: hashlib.sha256(lock_file(name).read_bytes()).hexdigest() for name in locks}
    return {"root": str(ROOT), "python": VERSION, **hashes}


def lock_file(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def stamp_or_nothing() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def make(lock: str) -> None:
    """Install the lock; a stamp is written last, so that what was interrupted is made again."""
    say(f"Preparing .venv from requirements/{lock}.txt. This happens once and needs the internet.")
    if stamp_or_nothing().get("python") != VERSION or not runs(INTERPRETER, "-c", ""):
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        venv.create(ENVIRONMENT, symlinks=True, with_pip=False)
    STAMP.unlink(missing_ok=True)

    install(lock_file(lock))
    make_importable()

    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(expected(INCLUDES[lock])))
    draft.replace(STAMP)


def install(lock: Path, interpreter: Path = INTERPRETER) -> None:
    """With uv, which is ten times faster, else with pip; both refuse what has another hash."""
    target = ("install", "--quiet", "--require-hashes", "-r", str(lock))
    uv = find_uv()
    if uv and runs(uv, "pip", *target, "--python", str(interpreter)):
        return
    pip = find_pip()
    if pip and runs(pip, *PIP, "--python", str(interpreter), *target):
        return
    raise SystemExit(
        "The packages could not be installed; the reason stands above. Nothing is half done:"
        " the same command starts again where it stopped."
    )


def find_uv() -> str | None:
    """The machine's uv, or one that pip brings into `.cache`."""
    there = shutil.which("uv")
    if there:
        return there
    folder = CACHE / "uv" / hashlib.sha256(lock_file("tools").read_bytes()).hexdigest()[:12]
    program = folder / "bin" / "uv"
    if runs(program, "--version", quietly=True):
        return str(program)
    shutil.rmtree(folder, ignore_errors=True)
    pip = find_pip()
    target = ("install", "--quiet", "--target", str(folder), "--only-binary", ":all:")
    locked = ("--require-hashes", "-r", str(lock_file("tools")))
    brought = pip and runs(pip, *PIP, *target, *locked, quietly=True)
    return str(program) if brought else None


def find_pip() -> str | None:
    """An interpreter that has pip: this one, or one of our own made with ensurepip."""
    if importlib.util.find_spec("pip"):
        return sys.executable
    own = CACHE / f"pip-{VERSION}"
    program = own / "bin" / "python"
    if not runs(program, *PIP, "--version", quietly=True):
        shutil.rmtree(own, ignore_errors=True)
        if not importlib.util.find_spec("ensurepip"):
            return None
        venv.create(own, symlinks=True, with_pip=True)
    return str(program)


def make_importable() -> None:
    """Let the environment see the checkout, wherever it is started from."""
    packages = next(ENVIRONMENT.glob("lib/python*/site-packages"))
    (packages / "puntuale-checkout.pth").write_text(f"{ROOT}\n")


def runs(program: str | Path, *arguments: str, quietly: bool = False) -> bool:
    """Whether the program is there and ends well."""
    output = subprocess.DEVNULL if quietly else None
    command, environment = [program, *arguments], clean(os.environ)
    try:
        done = subprocess.run(command, env=environment, stdout=output, stderr=output)
    except OSError:
        return False
    return done.returncode == 0


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in environment.items() if not FOREIGN.fullmatch(name)}
    # Said aloud, because a pip.conf may say otherwise; and where a house has a certificate authority
    # of its own, pip believes the machine's list, and so must uv.
    aloud = {"PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0", "UV_SYSTEM_CERTS": "1"}
    return {**kept, **aloud}


@contextmanager
def one_at_a_time() -> Iterator[None]:
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "environment.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is preparing .venv; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Interrupted. The same command starts again.")
        sys.exit(130)
