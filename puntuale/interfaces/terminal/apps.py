"""The door's name for Django."""

from django.apps import AppConfig


class TerminalConfig(AppConfig):
    name = "puntuale.interfaces.terminal"
    label = "terminal_door"
