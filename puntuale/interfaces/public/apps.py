"""The door's name for Django."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "puntuale.interfaces.public"
    label = "public_door"
