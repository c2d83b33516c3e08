"""The door's name for Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "puntuale.interfaces.portal"
    label = "portal_door"
