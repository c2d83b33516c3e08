"""Over which data directory a run goes."""

import os
from pathlib import Path

from puntuale.config.data_directory import (
    data_directory,
    demo_directory,
    is_used,
    own_directory,
    private_folder,
)
from puntuale.interfaces.terminal.demo import logins


def choose_folder(*, demo: bool) -> Path:
    """The data directory of this run, made where it is missing.

    What is in use already is taken as it is; only a first start can be the demo's, and then its
    directory is marked as such.
    """
    folder = data_directory()
    if is_used(folder):
        return folder
    if not os.environ.get("PUNTUALE_DATA"):
        folder = demo_directory() if demo else own_directory()
    private_folder(folder)
    if demo:
        logins.mark(folder)
    return folder
