"""The app's name for Django."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "puntuale.apps.sales"
    default_auto_field = "django.db.models.BigAutoField"
