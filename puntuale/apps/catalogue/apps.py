"""The app's name for Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "puntuale.apps.catalogue"
    default_auto_field = "django.db.models.BigAutoField"
