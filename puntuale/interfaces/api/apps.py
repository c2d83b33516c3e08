"""The door's name for Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "puntuale.interfaces.api"
    label = "api_door"
