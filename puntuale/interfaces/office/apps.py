"""The door's name for Django."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "puntuale.interfaces.office"
    label = "office_door"
