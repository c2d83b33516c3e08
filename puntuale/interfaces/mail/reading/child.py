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
# What any mail may use of the processor, and to what the process may grow in its memory; and what
# each megabyte of a mail beyond the first adds.
SECONDS, SECONDS_A_MEGABYTE = 2.0, 0.5
MEMORY, MEMORY_A_BYTE = 256 * 1024 * 1024, 16
USUAL_BYTES = 1_000_000
# Where a system does not tell what is used, only the whole can be bounded.
WHOLE_MEMORY = 1024 * 1024 * 1024


def main() -> None:
    """Read mails from standard input until it ends, each as its length and its bytes."""
    language_of("these words load the model before the first mail waits for it")
    _confine()
    gc.freeze()
    usual = _memory_for_usual_mails()
    _say(b"ready")
    while header := sys.stdin.buffer.read(LENGTH.size):
        (size,) = LENGTH.unpack(header)
        more = max(size - USUAL_BYTES, 0)
        _bound_memory(usual + MEMORY_A_BYTE * more)
        raw = sys.stdin.buffer.read(size)
        # The signal's usual effect is the end of the process, which a loop in C cannot put off.
        signal.setitimer(signal.ITIMER_PROF, SECONDS + SECONDS_A_MEGABYTE * more / 1_000_000)
        answer = _answer(raw)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _say(answer)


def _say(answer: bytes) -> None:
    sys.stdout.buffer.write(LENGTH.pack(len(answer)) + answer)
    sys.stdout.buffer.flush()


def _answer(raw: bytes) -> bytes:
    try:
        return msgspec.msgpack.encode(read_mail(raw))
    except MemoryError:
        return msgspec.msgpack.encode("Reading it needed more memory than a mail may.")
    except Exception as trouble:
        return msgspec.msgpack.encode(f"{type(trouble).__name__}: {trouble}"[:500])


def _confine() -> None:
    # Whoever stops the worker stops it first: this process ends when nothing more is asked of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (WHOLE_MEMORY, WHOLE_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.environ.clear()


def _memory_for_usual_mails() -> int:
    """How much the system may give this process, so that it holds no more than `MEMORY`.

    What is given and not touched, such as room that libraries keep for themselves, takes no memory
    and is left to them.
    """
    try:
        with open("/proc/self/status") as file:  # noqa: PTH123 - a path would load more than it saves
            told = dict(line.split(":", 1) for line in file)
        given, held = (int(told[name].split()[0]) * 1024 for name in ("VmData", "VmRSS"))
    except (OSError, KeyError):
        return WHOLE_MEMORY
    return given + MEMORY - held


def _bound_memory(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (size, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
