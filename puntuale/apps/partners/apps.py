"""The app's name for Django."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "puntuale.apps.partners"
    default_auto_field = "django.db.models.BigAutoField"
