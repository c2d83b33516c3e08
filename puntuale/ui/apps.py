"""The room's name for Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "puntuale.ui"
