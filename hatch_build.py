"""What the build of the package adds: compiled message catalogues."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalogues(BuildHookInterface[Any]):
    """Compiles every catalogue before the files are collected (`artifacts` takes them along)."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from puntuale.config.catalogues import compile_catalogues

        compile_catalogues(Path(self.root) / "puntuale")
