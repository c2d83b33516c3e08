"""An environment with the programs that we are compared with: they are no part of ours, nor of the tests."""

import hashlib
import importlib.util
import shutil
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def peers() -> Path:
    """The interpreter of an environment as `requirements/bench.txt` says; made when first asked for."""
    setup = _setup()
    lock = setup.lock_file("bench")
    folder = setup.CACHE / f"bench-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    interpreter = folder / "bin" / "python"
    whole = folder / "whole"
    if not whole.exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, symlinks=True, with_pip=False)
        setup.install(lock, interpreter)
        whole.touch()
    return interpreter


def _setup() -> Any:
    """What makes our own environment, which is a program and no module of ours."""
    file = ROOT / "bin" / "setup" / "environment.py"
    specification = importlib.util.spec_from_file_location("environment", file)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
