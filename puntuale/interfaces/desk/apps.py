"""The door's name for Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "puntuale.interfaces.desk"
    label = "desk_door"
