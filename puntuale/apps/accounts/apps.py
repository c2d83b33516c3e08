"""The app's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "puntuale.apps.accounts"
    default_auto_field = "django.db.models.BigAutoField"
