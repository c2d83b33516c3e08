"""The door's name for Django."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "puntuale.interfaces.payments"
