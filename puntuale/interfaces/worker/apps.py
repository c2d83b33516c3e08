"""The door's name for Django."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "puntuale.interfaces.worker"
    label = "worker_door"
