"""The app's name for Django."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "puntuale.apps.agreements"
    default_auto_field = "django.db.models.BigAutoField"
