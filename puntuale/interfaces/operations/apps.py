"""The door's name for Django."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "puntuale.interfaces.operations"
    label = "operations_door"
