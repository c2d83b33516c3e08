"""A picture made anew, seen from outside: by a process that is ended when it must be; kept for a day."""

import subprocess
import sys
import threading
from hashlib import sha256

from django.core.cache import caches

from puntuale.interfaces.files.kinds import picture_type

SECONDS = 15
# Nothing of ours is told to it.
ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
KEPT_BYTES = 1024 * 1024
# Each of them may fill a processor and half a gigabyte; whoever wants another waits for their turn.
AT_ONCE = threading.BoundedSemaphore(2)


def remade(content: bytes) -> bytes:
    """`content` drawn again; nothing where it is no picture that can be shown."""
    if not picture_type(content):
        return b""
    kept, key = caches["pictures"], f"remade:{sha256(content).hexdigest()}"
    made: bytes | None = kept.get(key)
    if made is None:
        with AT_ONCE:
            made = _made(content)
        if len(made) <= KEPT_BYTES:
            kept.set(key, made)
    return made


def _made(content: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", _program()],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _program() -> str:
    # Isolated mode knows neither the current folder nor PYTHONPATH: say where we were found.
    return (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from puntuale.interfaces.files.remaking.child import main; main()"
    )
