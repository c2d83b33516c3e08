"""The door's name for Django."""

from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "puntuale.interfaces.setup"
    label = "setup_door"
