"""The app's name for Django."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "puntuale.apps.registrations"
    default_auto_field = "django.db.models.BigAutoField"
