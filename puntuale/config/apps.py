"""How it is wired, as Django sees it."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of the settings."""

    name = "puntuale.config"
    label = "puntuale_config"

    def ready(self) -> None:
        from puntuale.config import checks  # noqa: F401 - importing registers
