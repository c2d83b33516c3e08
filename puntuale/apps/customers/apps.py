"""The app's name for Django."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "puntuale.apps.customers"
    default_auto_field = "django.db.models.BigAutoField"
