"""Logs as records, on standard error, without secrets."""

import logging
import logging.config
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

SECRET = re.compile(r"pass(word|wd)?|secret|token|cookie|authori[sz]ation|session", re.IGNORECASE)
# Secrets inside of sentences: in addresses, in headers, behind an equals sign.
TOLD_SECRETS = (
    (re.compile(r"(\w+://[^\s:/@]*):[^\s@/]+@"), r"\1:(not shown)@"),
    (re.compile(r"\b(Bearer|Basic) +[\w.+/=~-]+", re.IGNORECASE), r"\1 (not shown)"),
    (
        re.compile(r"\b(password|passwd|secret|token|sessionid)(=|: ?)[^\s&;,'\"]+", re.IGNORECASE),
        r"\1\2(not shown)",
    ),
)
# Whoever writes a mail or an address must not be able to write lines of the log as well.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def tidy(_logger: Any, _method: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """`record` without secrets, and each of its texts on one line."""
    for key in record:
        if key == "exception":
            lines = str(record[key]).splitlines()
            record[key] = "\n".join(f"  | {_on_one_line(line)}" for line in lines)
        elif not key.startswith("_"):
            record[key] = _told(key, record[key])
    return record


def _told(key: str, value: Any) -> Any:
    if SECRET.search(key):
        return "(not shown)"
    if isinstance(value, Mapping):
        return {str(name): _told(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_told("", inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _on_one_line(str(value))


def _on_one_line(text: str) -> str:
    for pattern, instead in TOLD_SECRETS:
        text = pattern.sub(instead, text)
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def configure(options: Mapping[str, Any]) -> None:
    """Set up `structlog` and the standard library's loggers alike."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
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
                        tidy,
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
