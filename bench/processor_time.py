"""Time of the processor, which others on the machine disturb less than time on the wall."""

import gc
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any


def each(
    ask: Callable[[Any, Any], Any], asked: Sequence[tuple[Any, Any]], rounds: int = 1
) -> float:
    """Microseconds of one question, in the best of the rounds."""

    def ask_all() -> None:
        for first, second in asked:
            ask(first, second)

    return min(timed(ask_all) for _ in range(rounds)) / len(asked) * 1e6


def timed(action: Callable[[], object]) -> float:
    gc.collect()
    begun = process_time()
    action()
    return process_time() - begun


def used_by(process: int) -> float:
    """Seconds that a process and all it has started have used so far; Linux tells."""
    folder = Path("/proc") / str(process)
    # Behind the name, in brackets: its own and that of its children that have ended, in two parts each.
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    children = [
        int(child)
        for thread in (folder / "task").iterdir()
        for child in (thread / "children").read_text().split()
    ]
    return own + sum(map(used_by, children))
