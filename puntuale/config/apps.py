"""How it is wired, as Django sees it."""

import gc

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of the settings, and looks for garbage from now on."""

    name = "puntuale.config"
    label = "puntuale_config"

    def ready(self) -> None:
        from puntuale.config import checks  # noqa: F401 - importing registers

        # Whatever is loaded by now is none.
        gc.freeze()
        gc.enable()
