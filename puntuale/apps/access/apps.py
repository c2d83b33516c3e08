"""The app's name for Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "puntuale.apps.access"
    default_auto_field = "django.db.models.BigAutoField"
