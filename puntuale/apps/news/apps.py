"""The app's name for Django."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "puntuale.apps.news"
    default_auto_field = "django.db.models.BigAutoField"
