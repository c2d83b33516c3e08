"""For how long a worker takes a job at a time."""

from datetime import timedelta

from django.conf import settings


def lease() -> timedelta:
    """What the installation says; it is renewed long before it ends."""
    return timedelta(seconds=settings.WORKER_LEASE_SECONDS)
