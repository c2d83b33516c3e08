"""For how long a worker takes a job at a time."""

from datetime import timedelta

from django.conf import settings
from django.db import connection


def lease() -> timedelta:
    """What the installation says; it is renewed long before it ends."""
    return timedelta(seconds=settings.WORKER_LEASE_SECONDS)


def bound_transactions() -> None:
    """Let a server end the transactions of this process that stand still for two leases.

    A worker whose machine is suspended keeps its locks for as long, and others would wait for it. To be
    called before a connection is opened.
    """
    if connection.vendor != "postgresql":
        return
    options = connection.settings_dict.setdefault("OPTIONS", {})
    bound = f"-c idle_in_transaction_session_timeout={round(lease().total_seconds() * 2000)}"
    options["options"] = f"{options.get('options', '')} {bound}".strip()
