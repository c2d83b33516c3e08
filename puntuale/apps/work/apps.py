"""The app's name for Django."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "puntuale.apps.work"
    default_auto_field = "django.db.models.BigAutoField"
