"""The door's name for Django."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "puntuale.interfaces.mail"
    label = "mail_door"
