"""The installation in figures, read from the database when they are asked for."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from puntuale import __version__
from puntuale.apps.jobs.queries import jobs_waiting_by_kind, last_done, standing, workers_alive
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.operations.looking import look


def exposition(at: datetime) -> bytes:
    """Every figure as it is at `at`, in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Figures(at))
    return generate_latest(registry)


class _Figures(Collector):
    """Any process answers for the whole installation: nothing is counted in memory."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        yield _labelled("puntuale_info", "The version that runs", "version", {__version__: 1})
        yield from self._jobs()
        yield from self._records()
        levels = {finding.code: int(finding.level) for finding in look(self.at)}
        help_ = "What the health page finds: 0 well, 1 needs attention, 2 wrong"
        yield _labelled("puntuale_finding", help_, "code", levels)

    def _jobs(self) -> Iterator[Metric]:
        now = standing(self.at)
        states = {
            "due": now.due,
            "waiting": now.waiting,
            "running": now.running,
            "given_up": now.given_up,
        }
        delay = now.delay(self.at).total_seconds()
        yield _labelled("puntuale_jobs", "Jobs that are not done", "state", states)
        yield _labelled("puntuale_jobs_of_kind", "The same", "kind", jobs_waiting_by_kind())
        yield _plain("puntuale_job_delay_seconds", "How long the first due job has waited", delay)
        yield _plain("puntuale_workers", "Workers alive", workers_alive(self.at).count())

    def _records(self) -> Iterator[Metric]:
        unread = InboundMail.objects.filter(state=InboundMail.State.RECEIVED).count()
        unsent = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING).count()
        waking = Ticket.objects.filter(clock_wakes_at__lte=self.at).count()
        backup = last_done("backup")
        free = shutil.disk_usage(settings.DATA_DIRECTORY).free
        open_ = Ticket.objects.filter(closed_at=None).count()
        yield _plain("puntuale_requests_open", "Requests that are not closed", open_)
        yield _plain("puntuale_clocks_to_wake", "Requests whose clocks are due", waking)
        yield _plain("puntuale_mail_unread", "Mails received and not read yet", unread)
        yield _plain("puntuale_mail_unsent", "Mails not sent yet", unsent)
        yield _plain("puntuale_disk_free_bytes", "Free space of the data directory", free)
        yield _plain(
            "puntuale_last_backup_timestamp_seconds",
            "When the last backup was made; 0 is never",
            backup.timestamp() if backup else 0,
        )


def _plain(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _labelled(name: str, words: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
