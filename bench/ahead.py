"""Measuring on a machine that has other work to do."""

import contextlib
import os


def come_first(*others: int) -> None:
    """Where that is allowed, let this process, and others by their id, go ahead of all that is usual."""
    with contextlib.suppress(AttributeError, PermissionError):
        for process in (0, *others):
            os.sched_setscheduler(process, os.SCHED_RR, os.sched_param(1))
