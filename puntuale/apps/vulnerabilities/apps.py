"""The app's name for Django."""

from django.apps import AppConfig


class VulnerabilitiesConfig(AppConfig):
    name = "puntuale.apps.vulnerabilities"
    default_auto_field = "django.db.models.BigAutoField"
