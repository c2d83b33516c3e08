"""The app's name for Django."""

from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "puntuale.apps.charges"
    default_auto_field = "django.db.models.BigAutoField"
