"""The app's name for Django."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "puntuale.apps.tickets"
    default_auto_field = "django.db.models.BigAutoField"
