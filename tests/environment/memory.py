"""Where what a test run writes need not reach a disk: it is gone when the run is."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 4 * 1024**3


def in_memory() -> Path | None:
    """The file system in memory where this machine has one with room for a run; else the usual place.

    Of a database made and dropped on a disk, three quarters of the time are its thousand files.
    """
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return None
    may_run_programs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return MEMORY if may_run_programs and shutil.disk_usage(MEMORY).free >= ENOUGH else None
