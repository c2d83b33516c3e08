"""The app's name for Django."""

from django.apps import AppConfig


class EstimatesConfig(AppConfig):
    name = "puntuale.apps.estimates"
    default_auto_field = "django.db.models.BigAutoField"
