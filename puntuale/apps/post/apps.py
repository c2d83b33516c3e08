"""The app's name for Django."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "puntuale.apps.post"
    default_auto_field = "django.db.models.BigAutoField"
