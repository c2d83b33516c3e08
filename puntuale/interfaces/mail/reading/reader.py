"""The process that reads mail, seen from outside: started ahead, watched, and ended when it must be."""

import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from typing import IO

import msgspec

from puntuale.interfaces.mail.reading.values import ReadMail

LENGTH = struct.Struct(">Q")
LONGEST_SECONDS = 90.0
START_SECONDS = 60.0
SECONDS_TO_END = 0.5
# A process that has read so many mails, or one that large, makes room for a fresh one.
MAILS_A_LIFE = 2000
LARGE_BYTES = 5_000_000
CHUNK = 1 << 20
# Nothing of ours is told to it, and the libraries beneath stay with one thread.
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
ANSWER = msgspec.msgpack.Decoder(ReadMail | str)


class Unreadable(Exception):
    """A mail could not be read; the sentence says why, for the administrator."""


class ReaderLost(Exception):
    """The process ended for no reason that lies in the mail for certain: it can be tried again."""


class ReaderMissing(Exception):
    """The reading process does not start: nothing can be read until that is repaired."""

    def __init__(self) -> None:
        super().__init__("The process that reads mail does not start; see its words in the log.")


class Reader:
    """One reading process, for one thread at a time; it ends with us, or when we are forgotten."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: Callable[[], object] | None = None
        self._read = 0
        self._turn = threading.Lock()

    def read(self, raw: bytes) -> ReadMail:
        """What `raw` says.

        Raises:
            Unreadable: the mail took too long, needed too much, or held something unforeseen.
            ReaderLost: the reading process ended; perhaps the mail had no part in it.
        """
        with self._turn:
            if self._read >= MAILS_A_LIFE:
                self.stop()
            answer = self._asked(raw)
            if len(raw) > LARGE_BYTES:
                self.stop()
        if isinstance(answer, str):
            raise Unreadable(answer)
        return answer

    def stop(self) -> None:
        """End the process; the next mail starts another."""
        self._process, self._read = None, 0
        if self._ending is not None:
            self._ending()

    def _asked(self, raw: bytes) -> ReadMail | str:
        self.start()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        until = time.monotonic() + LONGEST_SECONDS
        try:
            process.stdin.write(LENGTH.pack(len(raw)))
            process.stdin.write(raw)
            process.stdin.flush()
            answer: ReadMail | str = ANSWER.decode(_frame(process.stdout, until))
        except (OSError, EOFError, msgspec.MsgspecError) as trouble:
            raise self._lost(process, trouble) from trouble
        self._read += 1
        return answer

    def _lost(self, process: "subprocess.Popen[bytes]", trouble: Exception) -> Exception:
        status = _ended(process)
        self.stop()
        if isinstance(trouble, TimeoutError):
            return Unreadable(f"Reading it took longer than {LONGEST_SECONDS:g} seconds.")
        if isinstance(trouble, msgspec.MsgspecError):
            return Unreadable(f"What was read of it makes no sense: {trouble}")
        if status == -signal.SIGPROF:
            return Unreadable("Reading it needed more processor time than a mail may.")
        return ReaderLost(f"The process that read it ended ({status}).")

    def start(self) -> None:
        """Have the process there; reading does so by itself.

        Raises:
            ReaderMissing: it does not start.
        """
        if self._process is not None:
            return
        process = self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-c", _program()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        # Also when the thread that reads ends, or the whole program does.
        self._ending = weakref.finalize(self, _end, process)
        assert process.stdout is not None
        try:
            _frame(process.stdout, time.monotonic() + START_SECONDS)
        except (OSError, EOFError) as trouble:
            self.stop()
            raise ReaderMissing from trouble


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # What nobody read any more cannot be written now either.
            with contextlib.suppress(OSError):
                pipe.close()


def _ended(process: "subprocess.Popen[bytes]") -> int:
    try:
        return process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _program() -> str:
    # Isolated mode knows neither the current folder nor PYTHONPATH: say where we were found.
    return (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from puntuale.interfaces.mail.reading.child import main; main()"
    )


def _frame(pipe: IO[bytes], until: float) -> bytes:
    (length,) = LENGTH.unpack(_exactly(pipe, LENGTH.size, until))
    return _exactly(pipe, length, until)


def _exactly(pipe: IO[bytes], size: int, until: float) -> bytes:
    content = bytearray()
    while len(content) < size:
        left = until - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            raise TimeoutError
        piece = os.read(pipe.fileno(), min(size - len(content), CHUNK))
        if not piece:
            raise EOFError
        content += piece
    return bytes(content)
