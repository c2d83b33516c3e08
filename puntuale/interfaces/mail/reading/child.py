"""The process that reads mail: bytes in, values out; what it cannot bear ends it, and only it."""

import gc
import os
import resource
import signal
import struct
import sys

import msgspec

from puntuale.interfaces.mail.reading.language import language_of
from puntuale.interfaces.mail.reading.read import read_mail

LENGTH = struct.Struct(">Q")
MEMORY_BYTES = 1024 * 1024 * 1024
# One mail may use this much processor time, and a second more for each of its megabytes.
SECONDS, SECONDS_A_MEGABYTE = 4.0, 0.5


def main() -> None:
    """Read mails from standard input until it ends, each as its length and its bytes."""
    language_of("these words load the model before the first mail waits for it")
    _confine()
    gc.freeze()
    _say(b"ready")
    while header := sys.stdin.buffer.read(LENGTH.size):
        raw = sys.stdin.buffer.read(LENGTH.unpack(header)[0])
        seconds = SECONDS + SECONDS_A_MEGABYTE * len(raw) / 1_000_000
        # The signal's usual effect is the end of the process, which a loop in C cannot put off.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _answer(raw)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _say(answer)


def _say(answer: bytes) -> None:
    sys.stdout.buffer.write(LENGTH.pack(len(answer)) + answer)
    sys.stdout.buffer.flush()


def _answer(raw: bytes) -> bytes:
    try:
        return msgspec.msgpack.encode(read_mail(raw))
    except Exception as trouble:
        return msgspec.msgpack.encode(f"{type(trouble).__name__}: {trouble}"[:500])


def _confine() -> None:
    # Whoever stops the worker stops it first: this process ends when nothing more is asked of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.environ.clear()


if __name__ == "__main__":
    main()
