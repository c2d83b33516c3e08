"""The door's name for Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "puntuale.interfaces.files"
    label = "files_door"
