"""Logs as records, on standard error, without secrets."""

import logging
import logging.config
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

SECRET = re.compile(r"pass(word)?|secret|token|cookie|authori[sz]ation|session", re.IGNORECASE)


def without_secrets(
    _logger: Any, _method: str, record: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """`record` with the value of every key that names a secret replaced by a word."""
    for key in record:
        if SECRET.search(key):
            record[key] = "(not shown)"
    return record


def configure(options: Mapping[str, Any]) -> None:
    """Set up `structlog` and the standard library's loggers alike."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer()
        if options["json"]
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "record": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        renderer,
                    ],
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "record"}},
            "root": {"handlers": ["stderr"], "level": options["level"]},
            "loggers": {
                "mail.log": {"level": "WARNING"},
                "django.request": {"level": "ERROR"},
            },
        }
    )
