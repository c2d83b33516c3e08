"""Time of the processor, which others on the machine disturb less than time on the wall."""

import gc
from collections.abc import Callable, Sequence
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
