"""The app's name for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "puntuale.apps.jobs"
    default_auto_field = "django.db.models.BigAutoField"
