"""The app's name for Django."""

from django.apps import AppConfig


class CallbacksConfig(AppConfig):
    name = "puntuale.apps.callbacks"
    default_auto_field = "django.db.models.BigAutoField"
