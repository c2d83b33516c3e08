"""The app's name for Django."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "puntuale.apps.privacy"
    default_auto_field = "django.db.models.BigAutoField"
