"""The app's name for Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "puntuale.apps.ledger"
    default_auto_field = "django.db.models.BigAutoField"
