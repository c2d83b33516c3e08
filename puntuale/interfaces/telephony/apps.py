"""The door's name for Django."""

from django.apps import AppConfig


class TelephonyConfig(AppConfig):
    name = "puntuale.interfaces.telephony"
    label = "telephony_door"
